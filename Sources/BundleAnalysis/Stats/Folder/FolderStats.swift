/// Stats for a build that has none, from what its files say.
enum FolderStats {
    static let entryPoint = "all"

    /// - Parameter descriptions: the files that describe a build, and so are no part of one.
    static func of(
        _ members: Members, without descriptions: Set<String>, _ warnings: inout AnalysisWarnings
    ) throws(AnalysisFailure) -> BuildStats {
        let files = files(members, without: descriptions)
        guard !files.isEmpty else { throw .archive(.empty) }
        let graph = try FolderGraph(members, files: files, scanner: TokenImportScanner())
        let chunks = FolderChunks(graph, files: files)
        if let source = chunks.source {
            warnings.add(.entriesWithoutStats(source: source))
        } else {
            warnings.add(.noStats(entryPoint: ShownName(entryPoint)))
        }
        return chunks.stats
    }

    /// The files that a page can load. A copy of another file in another coding is the same to a browser.
    private static func files(_ members: Members, without descriptions: Set<String>) -> [Members.Member] {
        members.paths.compactMap { members[$0] }.filter { member in
            guard !MemberPath.isSourceMap(member.path), !MemberPath.isBudgets(member.path),
                !descriptions.contains(member.path), member.path != FolderWalk.viteManifest
            else { return false }
            return AssetName.uncompressed(member.path).flatMap { members[$0] } == nil
        }
    }
}
