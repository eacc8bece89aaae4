/// Names and declarations.
extension ModuleTableFinder {
    mutating func name() {
        guard recent[0] != .dot else { return recent.append(propertyMark) }
        if cursor.isAtWord("function") { return functionWord() }
        if isAtDeclaration { return declaration() }
        if cursor.isAtWord("export") {
            frames[frames.count - 1].isExporting = true
            return recent.append(.other)
        }
        if cursor.isAtWord("Array"), let shape = expectedShape() { return array(shape) }
        if isAtStatementWord { endDeclaration() }
        if isAtStatementWord || isAtOperatorWord { return recent.append(.other) }
        recent.append(propertyMark)
    }

    private var propertyMark: TokenMark {
        if cursor.isAtWord("exports") { return .exports }
        if cursor.isAtWord("modules") { return .modules }
        if cursor.isAtWord("push") { return .push }
        if cursor.isAtWord("__webpack_modules__") { return .modulesVariable }
        return .name
    }

    private var isAtDeclaration: Bool {
        cursor.isAtWord("var") || cursor.isAtWord("let") || cursor.isAtWord("const")
    }

    private var isAtStatementWord: Bool {
        let words: [StaticString] = ["return", "if", "for", "while", "switch", "try", "throw"]
        return words.contains { cursor.isAtWord($0) }
    }

    private var isAtOperatorWord: Bool {
        let words: [StaticString] = ["typeof", "void", "new", "await"]
        return words.contains { cursor.isAtWord($0) }
    }

    private mutating func functionWord() {
        let isExpression: Bool
        switch recent[0] {
        case .none, .semicolon, .functionEnd: isExpression = false
        default: isExpression = true
        }
        head = FunctionHead(isExpression: isExpression)
        recent.append(.other)
    }

    private mutating func declaration() {
        let last = frames.count - 1
        switch frames[last].declaration {
        case .none: frames[last].declaration = .first
        case .first: endDeclaration()
        case .passed: break
        }
        recent.append(.declaration)
    }

    mutating func semicolon() {
        endDeclaration()
        frames[frames.count - 1].isExporting = false
        recent.append(.semicolon)
    }

    /// The first `var` of a body is over.
    private mutating func endDeclaration() {
        let last = frames.count - 1
        guard frames[last].declaration == .first else { return }
        frames[last].declaration = .passed
        endWithoutTable()
    }
}
