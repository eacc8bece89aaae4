/// The repository that a remote's URL names.
package struct GitRemote: Hashable, Sendable {
    /// `Github`, `Gitlab` or `Unknown`.
    package let host: String
    package let namespace: String
    package let name: String

    /// Parses `git@github.com:acme/shop.git`, `https://github.com/acme/shop` and the like; nil for anything else, such as
    /// the path of a folder. What authenticates in a URL is dropped.
    package init?(_ url: String) {
        var rest = url[...]
        if let scheme = rest.firstRange(of: "://") {
            guard !rest[..<scheme.lowerBound].utf8.elementsEqual("file".utf8) else { return nil }
            rest = rest[scheme.upperBound...]
        } else if let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")) {
            rest = rest[..<colon] + "/" + rest[rest.utf8.index(after: colon)...]
        } else if rest.utf8.first == UInt8(ascii: "/") {
            return nil
        }
        var parts = rest.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        guard parts.count >= 3 else { return nil }
        let host = Self.machine(parts.removeFirst())
        let last = parts.removeLast()
        name = last.hasSuffix(".git") ? String(last.dropLast(4)) : last
        namespace = parts.joined(separator: "/")
        // SSH to either also answers on port 443, of a machine of its own.
        self.host =
            ["github.com", "ssh.github.com"].contains(host) ? "Github" : host.contains("gitlab") ? "Gitlab" : "Unknown"
    }

    /// The repository `path` (`acme/shop`) of the server with a URL such as `https://github.com`.
    package init?(server: String, path: String) {
        self.init("\(server)/\(path)")
    }

    /// Whether both are called the same, wherever they are.
    package func isCalled(like other: GitRemote) -> Bool {
        namespace == other.namespace && name == other.name
    }

    /// `user:password@machine:port` without the rest.
    private static func machine(_ authority: String) -> String {
        let name = authority.utf8.split(separator: UInt8(ascii: "@")).last ?? authority.utf8[...]
        return String(Substring(name.prefix { $0 != UInt8(ascii: ":") })).lowercased()
    }
}
