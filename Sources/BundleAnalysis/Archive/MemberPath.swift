/// Validates and resolves the paths of archive members.
enum MemberPath {
    /// The path without `.` parts, doubled slashes, and `..` parts that stay inside; empty for the root itself.
    ///
    /// Throws for a path that is absolute, escapes the root, is too long, or contains a NUL.
    static func normalized(_ raw: [UInt8], limit: Int) throws(AnalysisFailure) -> String {
        let name = String(decoding: raw.prefix(limit), as: UTF8.self)
        guard raw.count <= limit else { throw refusal(.tooLong(name: ShownName(name), limit: limit)) }
        guard !raw.isEmpty, !raw.contains(0) else { throw refusal(.invalid) }
        guard !isAbsolute(raw) else { throw refusal(.absolute(name: ShownName(name))) }
        guard resolve(raw, separators: [slash, backslash]) != nil, let parts = resolve(raw, separators: [slash])
        else { throw refusal(.escaping(name: ShownName(name))) }
        return parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
    }

    /// `name` relative to `folder`; nil if it goes above the root.
    static func resolved(_ name: String, in folder: String) -> String? {
        let raw = Array((folder.isEmpty ? name : folder + "/" + name).utf8)
        return resolve(raw, separators: [slash])?.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
    }

    static func folder(of path: String) -> String {
        path.utf8.lastIndex(of: slash).map { String(path[..<$0]) } ?? ""
    }

    static func basename(of path: String) -> String {
        path.utf8.lastIndex(of: slash).map { String(path[path.utf8.index(after: $0)...]) } ?? path
    }

    /// In lowercase, without the dot; empty if the name has none. Read by bytes, as all file names are here.
    static func fileExtension(of path: String) -> String {
        let name = Array(basename(of: path).utf8)
        return name.lastIndex(of: dot).map { String(decoding: name[($0 + 1)...], as: UTF8.self).lowercased() } ?? ""
    }

    /// Whether it is the name of a source map: `app.js.map`, `app.css.map`, any `.map`.
    static func isSourceMap(_ path: String) -> Bool {
        path.utf8.suffix(sourceMap.utf8.count).elementsEqual(sourceMap.utf8)
    }

    /// The name of the file with a build's budgets.
    static let budgets = "perfsee-budgets.yaml"

    /// Whether it is such a file, in whichever folder: it is no part of the build.
    static func isBudgets(_ path: String) -> Bool { basename(of: path).utf8.elementsEqual(budgets.utf8) }

    /// Of these paths, the file with budgets that counts: that nearest to the root, the first of several.
    static func budgets(among paths: some Sequence<String>) -> String? {
        func depth(_ path: String) -> Int { path.utf8.count { $0 == slash } }
        return paths.filter(isBudgets).min { one, other in
            let (first, second) = (depth(one), depth(other))
            return first == second ? one.utf8.lexicographicallyPrecedes(other.utf8) : first < second
        }
    }

    /// What the name of a source map ends in.
    static let sourceMap = ".map"

    /// The path without its extension; a dot file has none.
    static func withoutExtension(_ path: String) -> String {
        let name = Array(basename(of: path).utf8)
        guard let at = name.lastIndex(of: dot), at > 0 else { return path }
        return String(decoding: path.utf8.dropLast(name.count - at), as: UTF8.self)
    }

    private static let dot = UInt8(ascii: ".")
    private static let slash = UInt8(ascii: "/")
    private static let backslash = UInt8(ascii: "\\")

    private static func isAbsolute(_ raw: [UInt8]) -> Bool {
        if raw[0] == slash || raw[0] == backslash { return true }
        let isDrive = raw.count >= 3 && raw[1] == UInt8(ascii: ":") && (raw[2] == slash || raw[2] == backslash)
        return isDrive && (raw[0] | 0x20) >= UInt8(ascii: "a") && (raw[0] | 0x20) <= UInt8(ascii: "z")
    }

    private static func resolve(_ raw: [UInt8], separators: [UInt8]) -> [ArraySlice<UInt8>]? {
        var parts: [ArraySlice<UInt8>] = []
        for part in raw.split(whereSeparator: separators.contains) {
            if part.elementsEqual([0x2e]) { continue }
            guard part.elementsEqual([0x2e, 0x2e]) else {
                parts.append(part)
                continue
            }
            guard parts.popLast() != nil else { return nil }
        }
        return parts
    }

    private static func refusal(_ problem: PathProblem) -> AnalysisFailure { .archive(.unsafePath(problem: problem)) }
}
