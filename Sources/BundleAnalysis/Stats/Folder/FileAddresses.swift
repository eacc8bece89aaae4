/// Finds the file of the build that an address in another file means.
struct FileAddresses {
    private let members: Members

    init(_ members: Members) { self.members = members }

    /// - Parameter file: the path of the file that the address is in.
    /// - Returns: the path of a file; nil for what is not in the build.
    ///
    /// An address from the root of a site may begin with a folder, or on another host with any number of them, that the
    /// build does not know of.
    func path(of address: String, in file: String) -> String? {
        let address = AssetName.clean(address)
        guard !address.isEmpty else { return nil }
        let host = HTMLPage.host(of: address)
        if host == nil, !address.hasPrefix("/") {
            let path = MemberPath.resolved(address, in: MemberPath.folder(of: file))
            return path.flatMap { members[$0] == nil ? nil : $0 }
        }
        var parts = address.split(separator: "/").map(String.init)
        if host != nil { parts.removeFirst(min(address.hasPrefix("//") ? 1 : 2, parts.count)) }
        while !parts.isEmpty {
            let path = parts.joined(separator: "/")
            // Of another site's files the mere name may be any file's.
            let isTrusted =
                host == nil || parts.count > 1 || HashedName.plain(path) != MemberPath.withoutExtension(path)
            if isTrusted, let found = MemberPath.resolved(path, in: ""), members[found] != nil { return found }
            parts.removeFirst()
        }
        return nil
    }

    /// As ``path(of:in:)``, but for a string in a script, which may also be relative to the root.
    func path(named name: String, in file: String) -> String? {
        path(of: name, in: file)
            ?? MemberPath.resolved(AssetName.clean(name), in: "").flatMap {
                members[$0] == nil ? nil : $0
            }
    }
}
