/// Finds the file of an asset among the files of a build.
struct AssetFiles {
    private let members: Members
    /// The folder that asset names are relative to.
    private let folder: String
    private let byBasename: [String: [String]]

    init(_ members: Members, folder: String) {
        self.members = members
        self.folder = folder
        byBasename = Dictionary(grouping: members.paths, by: MemberPath.basename)
    }

    /// Looks in the stats' folder, then at the root; otherwise uses the only file whose path ends in the asset's name.
    func find(name: String, path: String?) -> Members.Member? {
        for candidate in [name, path].compactMap({ $0 }) {
            for folder in [folder, ""] {
                if let resolved = MemberPath.resolved(candidate, in: folder), let member = members[resolved] {
                    return member
                }
            }
        }
        return onlyOne(endingIn: MemberPath.resolved(name, in: "") ?? MemberPath.basename(of: name))
    }

    /// Whether there is a source map for the asset's file name, in any folder.
    func hasSourceMap(name: String) -> Bool { byBasename[MemberPath.basename(of: name) + MemberPath.sourceMap] != nil }

    /// The only source map for the asset's file name, in any folder.
    func sourceMap(name: String) -> Members.Member? {
        let found = byBasename[MemberPath.basename(of: name) + MemberPath.sourceMap] ?? []
        return found.count == 1 ? members[found[0]] : nil
    }

    private func onlyOne(endingIn name: String) -> Members.Member? {
        let found = (byBasename[MemberPath.basename(of: name)] ?? []).filter {
            $0.utf8.suffix(name.utf8.count + 1).elementsEqual("/\(name)".utf8)
        }
        return found.count == 1 ? members[found[0]] : nil
    }
}
