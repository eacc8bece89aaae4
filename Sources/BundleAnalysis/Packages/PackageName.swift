/// Which package a file belongs to, judging by its path.
struct PackageName: Hashable, Sendable {
    static let sourceCode = PackageName(name: "(Source Code)", path: "(Source Code)")
    static let buildTool = PackageName(name: "(Webpack Internal)", path: "(Webpack Internal)")
    /// The files of a library whose own source map was chained in, but not the library's name.
    static let unknown = PackageName(name: "(unknown package)", path: "(unknown package)")

    /// Whether it is installed, and neither the project's own, the build tool's, nor unknown.
    var isLibrary: Bool { self != .sourceCode && self != .buildTool && self != .unknown }

    /// `react`, `@scope/name`.
    let name: String
    /// From the repository's root: `node_modules/react`.
    let path: String

    private init(name: String, path: String) {
        self.name = name
        self.path = path
    }

    /// - Parameters:
    ///   - path: an absolute path, or one from the build's folder; without `.` parts.
    ///   - repository: the absolute path of the repository's root, if it is known.
    init(ofFile path: String, repository: String?) {
        let bytes = Array(path.utf8)
        guard let start = Self.end(ofLast: Self.folder, in: bytes) else {
            self = .sourceCode
            return
        }
        guard let end = Self.nameEnd(in: bytes, from: start) else {
            self = .sourceCode
            return
        }
        name = String(decoding: bytes[start..<end], as: UTF8.self)
        self.path = Self.relative(bytes[..<end], to: repository)
    }

    private static let folder = Array("node_modules/".utf8)

    /// Where the name of the package that begins at `start` ends; a scope has two parts.
    private static func nameEnd(in bytes: [UInt8], from start: Int) -> Int? {
        let slash = UInt8(ascii: "/")
        guard start < bytes.count else { return nil }
        let first = bytes[start...].firstIndex(of: slash) ?? bytes.count
        guard bytes[start] == UInt8(ascii: "@"), first < bytes.count else { return first > start ? first : nil }
        return bytes[(first + 1)...].firstIndex(of: slash) ?? bytes.count
    }

    private static func end(ofLast part: [UInt8], in bytes: [UInt8]) -> Int? {
        var index = bytes.count - part.count
        while index >= 0 {
            let isWhole = index == 0 || bytes[index - 1] == UInt8(ascii: "/")
            if isWhole, bytes[index...].starts(with: part) { return index + part.count }
            index -= 1
        }
        return nil
    }

    private static func relative(_ path: ArraySlice<UInt8>, to folder: String?) -> String {
        guard let folder, !folder.isEmpty else { return String(decoding: path, as: UTF8.self) }
        let prefix = Array(folder.utf8) + (folder.utf8.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")])
        let rest = path.starts(with: prefix) ? path.dropFirst(prefix.count) : path
        return String(decoding: rest, as: UTF8.self)
    }
}
