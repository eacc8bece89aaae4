/// Applies the rules of ``SourceName`` to an entry of `sources`, one after another.
struct SourceNameText {
    /// How many bytes of an entry are read, from its end: loaders come first.
    static let longest = 1 << 16

    private(set) var kind = SourceName.Kind.module
    /// The path, not yet normalized.
    private(set) var rest: [UInt8]
    /// Whether it was a URL.
    private(set) var hadScheme = false
    /// Whether the path begins with the name of a host.
    private(set) var isHost = false

    var isAbsolute: Bool { SourcePath.hasDrive(rest) || rest.first == UInt8(ascii: "/") || starts(with: "\\\\") }

    init(_ written: [UInt8]) {
        rest = written
        if rest.isEmpty { kind = .none }
        guard !rest.isEmpty, !dropMarks() else { return }
        readScheme()
        guard kind == .module, !readExternal() else { return }
        dropLoaders()
        dropSuffixes()
        guard !dropMarks() else { return }
        readSpecialNames()
    }

    // MARK: Schemes

    private mutating func readScheme() {
        guard !SourcePath.hasDrive(rest), let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { return }
        let scheme = String(decoding: rest[..<colon], as: UTF8.self)
        guard !scheme.utf8.contains(where: { [0x20, 0x21, 0x2F, 0x3F, 0x5C].contains($0) }) else { return }
        let isURL = rest[colon...].starts(with: "://".utf8)
        hadScheme = true
        switch scheme {
        case "file" where isURL: readFile(Array(rest[(colon + 3)...]))
        case "webpack" where isURL, "webpack-internal" where isURL, "rspack" where isURL:
            readWebpack(Array(rest[(colon + 3)...]))
        case "turbopack" where isURL: readTurbopack(Array(rest[(colon + 3)...]))
        case "data": set(.virtual, Array(rest.prefix(128).prefix { $0 != 0x2C && $0 != 0x3B }))
        case "node": kind = .external
        case "rolldown": kind = .runtime
        case _ where isURL:
            isHost = true
            rest.removeSubrange(..<(colon + 3))
        default: kind = .virtual
        }
    }

    private mutating func readFile(_ afterScheme: [UInt8]) {
        let path = afterScheme.drop { $0 != UInt8(ascii: "/") }
        rest = Array(path).withUnsafeBufferPointer(PercentEncoding.decoded)
        let withoutSlash = Array(rest.dropFirst())
        if SourcePath.hasDrive(withoutSlash) { rest = withoutSlash }
    }

    private mutating func readWebpack(_ afterScheme: [UInt8]) {
        let loaders = afterScheme.firstIndex(of: UInt8(ascii: "!")) ?? afterScheme.count
        if let boundary = Self.index(of: "/./", in: afterScheme), boundary < loaders {
            rest = Array(afterScheme[(boundary + 1)...])
            return
        }
        rest = afterScheme
        let isScoped = rest.first == UInt8(ascii: "@")
        dropSegment()
        if isScoped, rest.first != UInt8(ascii: "."), rest.contains(UInt8(ascii: "/")) { dropSegment() }
    }

    private mutating func readTurbopack(_ afterScheme: [UInt8]) {
        rest = Array(afterScheme.drop { $0 == UInt8(ascii: "/") })
        guard rest.first == UInt8(ascii: "["), let end = Self.index(of: "]/", in: rest) else { return }
        let folder = String(decoding: rest[1..<end], as: UTF8.self)
        rest.removeSubrange(..<(end + 2))
        if folder == "turbopack" { kind = .runtime }
        if folder == "externals" { kind = .external }
    }

    /// Drops everything before the first slash, and the slash.
    private mutating func dropSegment() {
        let slash = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.count - 1
        rest.removeSubrange(..<min(slash + 1, rest.count))
    }

    // MARK: What surrounds the path

    /// Drops what Rollup's plugins mark virtual modules with. Returns whether there was any.
    private mutating func dropMarks() -> Bool {
        if let mark = rest.lastIndex(of: 0) {
            rest.removeSubrange(...mark)
        } else if starts(with: "\\0") {
            rest.removeFirst(2)
        } else {
            return false
        }
        dropSuffixes()
        kind = starts(with: "rolldown/") || starts(with: "rolldown:") ? .runtime : .virtual
        return true
    }

    private mutating func readExternal() -> Bool {
        guard starts(with: "external ") else { return false }
        kind = .external
        let isQuote: (UInt8) -> Bool = { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
        if let open = rest.firstIndex(where: isQuote), let close = rest.lastIndex(where: isQuote), open < close {
            rest = Array(rest[(open + 1)..<close])
        } else {
            rest.removeFirst(9)
        }
        return true
    }

    private mutating func dropLoaders() {
        guard let last = rest.lastIndex(of: UInt8(ascii: "!")), last + 1 < rest.count else { return }
        rest.removeSubrange(...last)
    }

    private mutating func dropSuffixes() {
        if let query = rest.firstIndex(of: UInt8(ascii: "?")) { rest.removeSubrange(query...) }
        guard let plus = Self.index(of: " + ", in: rest), rest.suffix(8).elementsEqual(" modules".utf8) else { return }
        rest.removeSubrange(plus...)
    }

    // MARK: Names

    private mutating func readSpecialNames() {
        if starts(with: "(webpack") || starts(with: "<runtime>") { return kind = .runtime }
        if starts(with: "webpack/") { return readWebpackName() }
        if starts(with: "<") || starts(with: "ignored|") || rest.suffix(10).elementsEqual(" (ignored)".utf8) {
            return kind = .virtual
        }
        if Self.generated.contains(where: { rest.starts(with: $0.utf8) }) { return kind = .virtual }
        for segment in rest.split(separator: UInt8(ascii: "/")) {
            if segment.elementsEqual("_virtual".utf8) || segment.starts(with: "__vite-browser-external".utf8) {
                kind = .virtual
            }
        }
        dropLayer()
    }

    private mutating func readWebpackName() {
        let name = rest.dropFirst(8)
        if Self.runtime.contains(where: { name.starts(with: $0.utf8) }) { kind = .runtime }
        if name.starts(with: "container/".utf8) || name.starts(with: "sharing/".utf8) { kind = .virtual }
    }

    /// Next.js names the layer that a module is compiled for: `(ssr)/./src/x`.
    private mutating func dropLayer() {
        guard rest.first == UInt8(ascii: "("), let end = Self.index(of: ")/.", in: rest) else { return }
        rest.removeSubrange(..<(end + 2))
    }

    private mutating func set(_ kind: SourceName.Kind, _ rest: [UInt8]) { (self.kind, self.rest) = (kind, rest) }

    private static let runtime = [
        "bootstrap", "runtime/", "startup", "before-startup", "after-startup", "universalModuleDefinition",
    ]

    /// How webpack's names of modules begin that are not files.
    private static let generated = [
        "container entry ", "consume shared ", "provide shared ", "provide module ", "remote ",
        "delegated ", "multi ", "dll ", "lazy ",
    ]

    private func starts(with prefix: String) -> Bool { rest.starts(with: prefix.utf8) }

    private static func index(of word: String, in bytes: [UInt8]) -> Int? {
        let word = Array(word.utf8)
        guard bytes.count >= word.count else { return nil }
        return (0...(bytes.count - word.count)).first { bytes[$0..<($0 + word.count)].elementsEqual(word) }
    }
}
