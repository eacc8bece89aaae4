/// The folder that several paths have in common.
enum CommonFolder {
    /// Without a slash at its end; empty if there is none.
    static func of(_ paths: [String]) -> String {
        guard var common = paths.first.map(parts) else { return "" }
        for path in paths.dropFirst() {
            common = Array(zip(common, parts(path)).prefix { $0 == $1 }.map(\.0))
        }
        return common.joined(separator: "/")
    }

    private static func parts(_ path: String) -> [Substring] {
        MemberPath.folder(of: path).split(separator: "/", omittingEmptySubsequences: false)
    }
}
