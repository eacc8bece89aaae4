/// The folders and the name under which the content tree shows a module of the stats.
enum ModuleTitle {
    /// Without loaders and the leading `./`. What follows the folder of a context module is one part.
    static func parts(of name: String) -> [String] {
        var rest = Substring(name)
        if let mark = rest.utf8.lastIndex(of: UInt8(ascii: "!")) { rest = rest[rest.utf8.index(after: mark)...] }
        let folder = ModulePath.contextMarks.reduce(rest) { ModulePath.before($1, in: $0) }
        let context = rest[folder.endIndex...]
        var parts = folder.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
        while let first = parts.first, first == "." || first == ".." { parts.removeFirst() }
        if !context.isEmpty { parts.append(String(context)) }
        return parts
    }
}
