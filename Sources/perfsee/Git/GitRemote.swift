import Foundation

/// The repository that a remote's URL names.
struct GitRemote: Hashable {
    /// `Github`, `Gitlab` or `Unknown`.
    let host: String
    let namespace: String
    let name: String

    /// Parses `git@github.com:acme/shop.git`, `https://github.com/acme/shop` and the like; nil for anything else.
    init?(_ url: String) {
        var rest = url[...]
        if let scheme = rest.range(of: "://") {
            rest = rest[scheme.upperBound...]
        } else if let colon = rest.firstIndex(of: ":") {
            rest = rest[..<colon] + "/" + rest[rest.index(after: colon)...]
        }
        var parts = rest.split(separator: "/").map(String.init)
        guard parts.count >= 3 else { return nil }
        let machine = parts.removeFirst().split(separator: "@").last.map { String($0.prefix { $0 != ":" }) } ?? ""
        let last = parts.removeLast()
        name = last.hasSuffix(".git") ? String(last.dropLast(4)) : last
        namespace = parts.joined(separator: "/")
        host = machine == "github.com" ? "Github" : machine.contains("gitlab") ? "Gitlab" : "Unknown"
    }
}
