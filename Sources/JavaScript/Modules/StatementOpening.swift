/// What a statement is, by its first tokens.
struct StatementOpening {
    enum Kind {
        /// Nothing but `var name =`, `name =` or `return` so far.
        case open
        case name
        case nameDot
        case require
        /// `n(`, `n.O(`, `n.X(`
        case requiring
        case openBrace
        /// `{}`
        case emptyObject
        case openFunction
        case calledFunction
        case export
        case other
    }

    private(set) var kind = Kind.open

    /// `isInside`: whether the token is in brackets.
    mutating func see(_ cursor: TokenCursor, isRequire: Bool, isInside: Bool) {
        switch kind {
        case .open: kind = first(cursor, isRequire)
        case .name: kind = cursor.isAt("=") ? .open : cursor.isAt(".") ? .nameDot : .other
        case .nameDot: kind = .name
        case .require: kind = cursor.isAt("(") ? .requiring : requireMember(cursor)
        case .openBrace: kind = cursor.isAt("}") ? .emptyObject : .other
        case .openFunction: kind = startsFunction(cursor) ? .calledFunction : .other
        case .emptyObject: kind = .other
        // `n(1).x()` does more than to require.
        case .requiring where !isInside && cursor.isAt("."): kind = .other
        case .requiring, .calledFunction, .export, .other: break
        }
    }

    private func first(_ cursor: TokenCursor, _ isRequire: Bool) -> Kind {
        if isRequire { return .require }
        if cursor.isAtWord("export") { return .export }
        if cursor.isAt("{") { return .openBrace }
        if cursor.isAt("(") || cursor.isAt("!") { return .openFunction }
        for word: StaticString in ["var", "let", "const", "return"] where cursor.isAtWord(word) { return .open }
        return cursor.current?.kind == .identifierName ? .name : .other
    }

    /// `n.O(`, `n.X(`
    private func requireMember(_ cursor: TokenCursor) -> Kind {
        cursor.isAt(".") || cursor.isAtWord("O") || cursor.isAtWord("X") ? .require : .other
    }

    private func startsFunction(_ cursor: TokenCursor) -> Bool {
        cursor.isAt("(") || cursor.isAtWord("function") || cursor.isAtWord("async")
    }
}
