import Domain
import HTTPTypes
import Hummingbird

/// Paths that only accept forms have no page. A visitor who gets there through the address bar, a reload or the
/// language link is redirected to the page above.
enum FormRedirect {
    static func routes(beside pages: [PageRoute]) -> [PageRoute] {
        let shown = Set(pages.filter { $0.method == .get }.map(\.path))
        let sent = Set(pages.filter { $0.method == .post }.map(\.path)).subtracting(shown)
        return sent.sorted().map { path in
            let depth = depth(of: path, shown)
            return PageRoute(method: .get, path: path) { request, _ in
                .redirect(LocalPath(request).text(toDepth: depth))
            }
        }
    }

    /// How many parts of the path lead to a page.
    private static func depth(of path: String, _ shown: Set<String>) -> Int {
        let parts = path.split(separator: "/")
        return (0..<parts.count).reversed().first { depth in
            shown.contains("/" + parts.prefix(depth).joined(separator: "/"))
        } ?? 0
    }
}

extension LocalPath {
    /// The first parts of the path, with the whole query.
    func text(toDepth depth: Int) -> String {
        let pieces = text.split(byte: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = "/" + (pieces.first ?? "").split(byte: "/").prefix(depth).joined(separator: "/")
        return pieces.count > 1 ? "\(path)?\(pieces[1])" : path
    }
}
