import JavaScript

/// Finds imports among the tokens of a script.
struct TokenImportScanner: ImportScanner {
    /// How many specifiers and names to keep of each kind.
    static let limit = 20_000
    /// The longest specifier or name, in bytes.
    static let longestName = 1_024

    func imports(of script: UnsafeBufferPointer<UInt8>) -> ScriptImports {
        var walk = TokenWalk(script)
        walk.run()
        return walk.found
    }
}

/// One walk over the tokens of a script.
private struct TokenWalk {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var tokenizer: JavaScriptTokenizer
    /// The next one that is neither a comment nor white space; nil at the end.
    private var token: JavaScriptToken?
    private var isProperty = false
    private(set) var found = ScriptImports()

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        tokenizer = JavaScriptTokenizer(bytes, sourceType: .module)
        advance()
    }

    mutating func run() {
        while let token {
            switch token.kind {
            case .identifierName where isKeyword(token, "import"): readImport()
            case .identifierName where isKeyword(token, "export"): readExport()
            case .stringLiteral:
                note(token)
                advance()
            default: advance()
            }
        }
    }

    /// The token after `import` decides what it is.
    private mutating func readImport() {
        advance()
        guard let token else { return }
        switch token.kind {
        case .punctuator where isPunctuator(token, "("):
            advance()
            readDynamicImport()
        case .punctuator where isPunctuator(token, "."): found.isModule = true
        case .stringLiteral: addImport(token)
        default: readClause()
        }
    }

    /// A specifier that is put together at run time is not known.
    private mutating func readDynamicImport() {
        guard let specifier = token, [.stringLiteral, .noSubstitutionTemplate].contains(specifier.kind) else { return }
        advance()
        guard let token, isPunctuator(token, ")") || isPunctuator(token, ",") else { return note(specifier) }
        guard let text = plainText(of: specifier), found.dynamicImports.count < TokenImportScanner.limit else { return }
        found.dynamicImports.append(text)
    }

    private mutating func readExport() {
        advance()
        guard let token else { return }
        let hasClause = isPunctuator(token, "*") || isPunctuator(token, "{")
        if hasClause || token.kind == .identifierName { found.isModule = true }
        if hasClause { readClause() }
    }

    /// Names, strings as names, braces and commas, and `from` with a specifier.
    private mutating func readClause() {
        while let token {
            switch token.kind {
            case .identifierName:
                let mayBeFrom = bytes[token.range].elementsEqual("from".utf8)
                advance()
                if mayBeFrom, let next = self.token, next.kind == .stringLiteral { return addImport(next) }
            case .stringLiteral: advance()
            case .punctuator where ["{", "}", ",", "*"].contains { isPunctuator(token, $0) }: advance()
            default: return
            }
        }
    }

    private mutating func addImport(_ specifier: JavaScriptToken) {
        found.isModule = true
        advance()
        guard let text = plainText(of: specifier), found.imports.count < TokenImportScanner.limit else { return }
        found.imports.append(text)
    }

    /// Names of files have an extension.
    private mutating func note(_ token: JavaScriptToken) {
        guard found.names.count < TokenImportScanner.limit, let text = plainText(of: token) else { return }
        let name = text.utf8
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), name.distance(from: dot, to: name.endIndex) <= 6,
            !name.contains(UInt8(ascii: " ")), dot != name.startIndex
        else { return }
        found.names.append(text)
    }

    // MARK: Tokens

    private mutating func advance() {
        isProperty = token.map(isMemberAccess) == true
        repeat { token = tokenizer.next() } while token?.kind.isSignificant == false
    }

    /// `.` or `?.`, but not `...`.
    private func isMemberAccess(_ token: JavaScriptToken) -> Bool {
        token.kind == .punctuator && token.range.count <= 2 && bytes[token.end - 1] == UInt8(ascii: ".")
    }

    private func isKeyword(_ token: JavaScriptToken, _ word: String) -> Bool {
        !isProperty && token.range.count == word.utf8.count && bytes[token.range].elementsEqual(word.utf8)
    }

    private func isPunctuator(_ token: JavaScriptToken, _ text: String) -> Bool {
        token.kind == .punctuator && token.range.count == text.utf8.count
            && bytes[token.range].elementsEqual(text.utf8)
    }

    /// What is between the quotes; nil if it has escapes or is too long.
    private func plainText(of token: JavaScriptToken) -> String? {
        let text = bytes[token.range].dropFirst().dropLast()
        guard text.count <= TokenImportScanner.longestName, !text.contains(UInt8(ascii: "\\")) else { return nil }
        return String(decoding: text, as: UTF8.self)
    }
}
