/// Reads one value of a module table. The cursor is at its first token, and afterwards at the `,` or bracket that
/// ends it.
struct ModuleValueReader {
    /// More parentheses than this are not looked into.
    private static let maximumParentheses = 8

    /// The number of brackets that are open around the value.
    let depth: Int

    /// nil if there is none, or the text ends first.
    func read(_ cursor: inout TokenCursor) -> ModuleValue? {
        guard let first = cursor.current, !isAtEnd(cursor) else { return nil }
        let isLiteral = cursor.isAt("[") || isLiteral(first)
        let range = isLiteral ? literal(&cursor) : function(&cursor)
        if let range, isAtEnd(cursor) { return ModuleValue(kind: isLiteral ? .alias : .function, range: range) }
        while !isAtEnd(cursor) {
            guard cursor.advance() else { return nil }
        }
        return ModuleValue(kind: .other, range: first.start..<max(first.start, cursor.previousEnd))
    }

    /// A method's parameters and body; the cursor is at `(`.
    func readMethod(_ cursor: inout TokenCursor) -> ModuleValue? {
        guard let start = cursor.current?.start, let end = parametersAndBody(&cursor, depth), isAtEnd(cursor) else {
            return nil
        }
        return ModuleValue(kind: .function, range: start..<end)
    }

    private func isAtEnd(_ cursor: TokenCursor) -> Bool {
        cursor.current != nil && (cursor.depth < depth || cursor.depth == depth && cursor.isAt(","))
    }

    /// A string, a number, or an array that starts with one: its range; the cursor is behind it.
    private func literal(_ cursor: inout TokenCursor) -> Range<Int>? {
        guard let start = cursor.current?.start else { return nil }
        if cursor.isAt("[") {
            guard cursor.advance(), isLiteral(cursor.current) else { return nil }
            guard cursor.skip(toDepth: depth) else { return nil }
        }
        guard cursor.advance() else { return nil }
        return start..<cursor.previousEnd
    }

    private func isLiteral(_ token: JavaScriptToken?) -> Bool {
        token?.kind == .stringLiteral || token?.kind == .numericLiteral
    }

    /// A function, in parentheses or not: its range without them; the cursor is behind them.
    private func function(_ cursor: inout TokenCursor) -> Range<Int>? {
        var starts: [Int] = []
        while let token = cursor.current, cursor.isAt("("), starts.count < Self.maximumParentheses {
            starts.append(token.start)
            cursor.advance()
        }
        guard let first = cursor.current else { return nil }
        var start = first.start
        let end: Int?
        if first.kind == .identifierName, let bare = named(&cursor, depth + starts.count) {
            end = bare
        } else {
            // The last of the parentheses holds an arrow function's parameters.
            guard let last = starts.popLast() else { return nil }
            start = last
            guard cursor.skip(toDepth: depth + starts.count), cursor.advance() else { return nil }
            end = arrow(&cursor, depth + starts.count)
        }
        guard let end else { return nil }
        for _ in starts {
            guard cursor.isAt(")"), cursor.advance() else { return nil }
        }
        return start..<end
    }

    /// `function ...`, `async ...`, `name =>`: where it ends; nil if it is none of these.
    private func named(_ cursor: inout TokenCursor, _ depth: Int) -> Int? {
        if cursor.isAtWord("function") { return functionKeyword(&cursor, depth) }
        let isAsync = cursor.isAtWord("async")
        guard cursor.advance() else { return nil }
        guard isAsync, !cursor.isAtArrow else { return arrow(&cursor, depth) }
        if cursor.isAtWord("function") { return functionKeyword(&cursor, depth) }
        // `async (a) =>`, or `async a =>`
        if cursor.isAt("("), !cursor.skip(toDepth: depth) { return nil }
        guard cursor.advance() else { return nil }
        return arrow(&cursor, depth)
    }

    private func functionKeyword(_ cursor: inout TokenCursor, _ depth: Int) -> Int? {
        // `*` and a name may come before the parameters.
        for _ in 0..<3 where !cursor.isAt("(") {
            guard cursor.advance() else { return nil }
        }
        return parametersAndBody(&cursor, depth)
    }

    private func parametersAndBody(_ cursor: inout TokenCursor, _ depth: Int) -> Int? {
        guard cursor.isAt("("), cursor.skip(toDepth: depth), cursor.advance() else { return nil }
        return bracedBody(&cursor, depth)
    }

    private func bracedBody(_ cursor: inout TokenCursor, _ depth: Int) -> Int? {
        guard cursor.isAt("{"), cursor.skip(toDepth: depth), let end = cursor.current?.end else { return nil }
        cursor.advance()
        return end
    }

    /// From `=>` on.
    private func arrow(_ cursor: inout TokenCursor, _ depth: Int) -> Int? {
        guard cursor.isAtArrow, cursor.advance() else { return nil }
        if cursor.isAt("{") { return bracedBody(&cursor, depth) }
        while cursor.depth > depth || cursor.depth == depth && !cursor.isAt(",") {
            guard cursor.advance() else { return nil }
        }
        return cursor.previousEnd
    }
}
