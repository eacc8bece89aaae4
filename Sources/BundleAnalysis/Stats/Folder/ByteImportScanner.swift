/// Finds imports byte by byte, without a grammar: it knows comments, strings, templates, and most regular expressions.
struct ByteImportScanner: ImportScanner {
    /// How many specifiers and names to keep of each kind.
    static let limit = 20_000
    /// The longest specifier or name, in bytes.
    static let longestName = 1_024

    func imports(of script: UnsafeBufferPointer<UInt8>) -> ScriptImports {
        var walk = ScriptWalk(script)
        walk.run()
        return walk.found
    }
}

/// One walk over a script.
private struct ScriptWalk {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0
    private(set) var found = ScriptImports()
    /// For each template that the walk is inside an expression of: how many braces are open in the expression.
    private var templates: [Int] = []
    /// Whether a slash would begin a regular expression here.
    private var expectsValue = true
    private var isAfterDot = false

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func run() {
        while at < bytes.count { step() }
    }

    private mutating func step() {
        let byte = bytes[at]
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            let text = string()
            note(text)
        case UInt8(ascii: "`"):
            at += 1
            template()
        case UInt8(ascii: "/"): slash()
        case _ where Self.isNameStart(byte): word()
        case 0x30...0x39:
            repeat { at += 1 } while at < bytes.count && (Self.isNamePart(bytes[at]) || bytes[at] == UInt8(ascii: "."))
            (expectsValue, isAfterDot) = (false, false)
        default: punctuation(byte)
        }
    }

    private mutating func punctuation(_ byte: UInt8) {
        at += 1
        guard byte > 0x20 else { return }
        isAfterDot = byte == UInt8(ascii: ".")
        expectsValue = byte != UInt8(ascii: ")") && byte != UInt8(ascii: "]") && byte != UInt8(ascii: "}")
        guard let depth = templates.last else { return }
        if byte == UInt8(ascii: "{") { templates[templates.count - 1] = depth + 1 }
        guard byte == UInt8(ascii: "}") else { return }
        if depth > 0 {
            templates[templates.count - 1] = depth - 1
        } else {
            templates.removeLast()
            template()
        }
    }

    private mutating func slash() {
        if peek(1) == UInt8(ascii: "/") || peek(1) == UInt8(ascii: "*") { return comment() }
        guard expectsValue else { return punctuation(UInt8(ascii: "/")) }
        at += 1
        var isInClass = false
        while at < bytes.count, bytes[at] != 0x0a {
            switch bytes[at] {
            case UInt8(ascii: "\\"): at += 1
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            case UInt8(ascii: "/") where !isInClass:
                at += 1
                (expectsValue, isAfterDot) = (false, false)
                return
            default: break
            }
            at += 1
        }
        at = min(at, bytes.count)
    }

    private mutating func comment() {
        if peek(1) == UInt8(ascii: "/") {
            while at < bytes.count, bytes[at] != 0x0a { at += 1 }
            return
        }
        at += 2
        while at < bytes.count, !(bytes[at] == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")) { at += 1 }
        at = min(at + 2, bytes.count)
    }

    /// The rest of a template, up to its end or the next expression in it.
    private mutating func template() {
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\\"): at += 2
            case UInt8(ascii: "`"):
                at += 1
                (expectsValue, isAfterDot) = (false, false)
                return
            case UInt8(ascii: "$") where peek(1) == UInt8(ascii: "{"):
                at += 2
                templates.append(0)
                (expectsValue, isAfterDot) = (true, false)
                return
            default: at += 1
            }
        }
        at = min(at, bytes.count)
    }

    /// The string that begins here, without its quotes; nil if it has escapes, is too long, or does not end on its line.
    private mutating func string() -> String? {
        let quote = bytes[at]
        let start = at + 1
        at = start
        var isPlain = true
        defer { (expectsValue, isAfterDot) = (false, false) }
        while at < bytes.count, bytes[at] != quote, bytes[at] != 0x0a {
            if bytes[at] == UInt8(ascii: "\\") {
                isPlain = false
                at += 1
            }
            at += 1
        }
        at = min(at, bytes.count)
        let end = at
        let isClosed = end < bytes.count && bytes[end] == quote
        if at < bytes.count { at += 1 }
        guard isPlain, isClosed, end - start <= ByteImportScanner.longestName else { return nil }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// Names of files have an extension.
    private mutating func note(_ text: String?) {
        guard let text, found.names.count < ByteImportScanner.limit else { return }
        let name = text.utf8
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), name.distance(from: dot, to: name.endIndex) <= 6,
            !name.contains(UInt8(ascii: " ")), dot != name.startIndex
        else { return }
        found.names.append(text)
    }

    // MARK: Words

    private mutating func word() {
        let start = at
        while at < bytes.count, Self.isNamePart(bytes[at]) { at += 1 }
        let isProperty = isAfterDot
        (expectsValue, isAfterDot) = (false, false)
        let word = bytes[start..<at]
        if !isProperty {
            if word.elementsEqual("import".utf8) { return importWord() }
            if word.elementsEqual("export".utf8) { return exportWord() }
            expectsValue = Self.operators.contains { word.elementsEqual($0.utf8) }
        }
    }

    private static let operators = [
        "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "instanceof", "yield",
        "await",
    ]

    private mutating func importWord() {
        skipSpace()
        switch peek(0) {
        case UInt8(ascii: "("):
            at += 1
            skipSpace()
            guard let specifier = specifier(allowingTemplate: true) else { return }
            if found.dynamicImports.count < ByteImportScanner.limit { found.dynamicImports.append(specifier) }
        case UInt8(ascii: "."): found.isModule = true
        case UInt8(ascii: "\""), UInt8(ascii: "'"): addImport(specifier(allowingTemplate: false))
        default: clause()
        }
    }

    private mutating func exportWord() {
        skipSpace()
        found.isModule = true
        guard peek(0) == UInt8(ascii: "*") || peek(0) == UInt8(ascii: "{") else { return }
        clause()
    }

    /// Names, braces and commas, and `from` with a specifier.
    private mutating func clause() {
        while at < bytes.count {
            skipSpace()
            guard let byte = peek(0) else { return }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                // A name of an import may be a string: `{"a-b" as c}`.
                _ = string()
            } else if Self.isNameStart(byte) {
                let start = at
                while at < bytes.count, Self.isNamePart(bytes[at]) { at += 1 }
                guard bytes[start..<at].elementsEqual("from".utf8) else { continue }
                skipSpace()
                guard peek(0) == UInt8(ascii: "\"") || peek(0) == UInt8(ascii: "'") else { continue }
                return addImport(specifier(allowingTemplate: false))
            } else if [UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: "*")].contains(byte) {
                at += 1
            } else {
                return
            }
        }
    }

    private mutating func addImport(_ specifier: String?) {
        found.isModule = true
        guard let specifier, found.imports.count < ByteImportScanner.limit else { return }
        found.imports.append(specifier)
    }

    private mutating func specifier(allowingTemplate: Bool) -> String? {
        switch peek(0) {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return string()
        case UInt8(ascii: "`") where allowingTemplate:
            let start = at + 1
            let end = bytes[start...].firstIndex { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "$") }
            guard let end, bytes[end] == UInt8(ascii: "`"), end - start <= ByteImportScanner.longestName else {
                return nil
            }
            at = end + 1
            return String(decoding: bytes[start..<end], as: UTF8.self)
        default: return nil
        }
    }

    private mutating func skipSpace() {
        while let byte = peek(0) {
            if byte <= 0x20 {
                at += 1
            } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") || peek(1) == UInt8(ascii: "/") {
                comment()
            } else {
                return
            }
        }
    }

    private func peek(_ distance: Int) -> UInt8? { at + distance < bytes.count ? bytes[at + distance] : nil }

    private static func isNameStart(_ byte: UInt8) -> Bool {
        (0x61...0x7a).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 0x80
    }

    private static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || (0x30...0x39).contains(byte) }
}
