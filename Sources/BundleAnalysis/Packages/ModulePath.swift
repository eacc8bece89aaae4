/// The file that a module's name in stats refers to: without loaders, queries, `+ 3 modules`, and what follows the folder
/// of a context module (`./locale/ sync ^\.\/.*$`).
struct ModulePath: Hashable, Sendable {
    /// As the build tool wrote it, from its own folder or from the root of its machine.
    let text: String
    /// Whether it is code of webpack itself.
    let isInternal: Bool

    /// Nil if the name is of no file: an ignored module, or one with neither a slash nor a dot.
    init?(_ name: String) {
        var rest = Substring(name)
        isInternal = rest.utf8.starts(with: "(webpack)".utf8)
        if rest.utf8.starts(with: "multi ".utf8) { rest = Self.after(last: UInt8(ascii: " "), in: rest) }
        guard !Self.ends(rest, with: "(ignored)") else { return nil }
        rest = Self.after(last: UInt8(ascii: "!"), in: rest)
        rest = Self.withoutPageQuery(rest)
        rest = Self.before(" + ", in: rest)
        let folder = Self.contextMarks.reduce(rest) { Self.before($1, in: $0) }
        // `lazy` ones name their folder twice.
        if folder.endIndex < rest.endIndex { rest = Self.before(" ./", in: folder) }
        guard rest.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ".") }) else { return nil }
        text = String(rest)
    }

    /// What follows the folder of a context module: how its modules are loaded.
    static let contextMarks = [" sync", " lazy ", " lazy-once ", " eager ", " weak ", " async-weak "]

    /// `?page=x` stands for x, as Next.js names its entry modules; any other query is cut.
    private static func withoutPageQuery(_ name: Substring) -> Substring {
        let utf8 = name.utf8
        guard let mark = utf8.firstIndex(of: UInt8(ascii: "?")) else { return name }
        let query = name[utf8.index(after: mark)...]
        guard mark == utf8.startIndex || query.utf8.starts(with: "page=".utf8), query.utf8.starts(with: "page=".utf8)
        else { return name[..<mark] }
        return before("&", in: query.dropFirst("page=".utf8.count))
    }

    private static func after(last byte: UInt8, in text: Substring) -> Substring {
        text.utf8.lastIndex(of: byte).map { text[text.utf8.index(after: $0)...] } ?? text
    }

    /// What precedes the first `mark`; the whole text if there is none.
    static func before(_ mark: String, in text: Substring) -> Substring {
        let (bytes, mark) = (text.utf8, Array(mark.utf8))
        var index = bytes.startIndex
        while let found = bytes[index...].firstIndex(of: mark[0]) {
            if bytes[found...].starts(with: mark) { return text[..<found] }
            index = bytes.index(after: found)
        }
        return text
    }

    private static func ends(_ text: Substring, with end: String) -> Bool {
        text.utf8.suffix(end.utf8.count).elementsEqual(end.utf8)
    }
}
