/// Reads one statement of a bundle's outermost function, or one part of a sequence.
struct StatementReader {
    struct Statement {
        enum Kind {
            /// Part of webpack's runtime.
            case runtime
            /// The require function, or what stands before it.
            case beforeRuntime
            /// Part of the runtime, or of the bundle's frame, by the mark on its line.
            case marked
            /// `var x={}`, `n(12)`, `x=n.O(x)`, `module.exports=x`: found with and without inlined entries.
            case bootstrap
            /// `(()=>{...})()`
            case calledFunction
            case code
        }

        let kind: Kind
        let range: Range<Int>
        /// Whether a bootstrap statement calls the require function.
        var isRequiring = false
    }

    private let depth: Int
    private var requireName: [UInt8]?
    private let start: Int
    private let isMarked: Bool
    private var opening = StatementOpening()
    /// Where a called function starts, behind `return`.
    private var callStart = 0
    private var assignment = RuntimeAssignment()
    private var startsWithStatementWord = false

    /// The cursor is at the first token, and afterwards behind the last one.
    static func read(_ cursor: inout TokenCursor, depth: Int, requireName: inout [UInt8]?) -> Statement {
        var reader = StatementReader(cursor, depth, requireName)
        let statement = reader.read(&cursor)
        requireName = reader.requireName
        return statement
    }

    private init(_ cursor: TokenCursor, _ depth: Int, _ requireName: [UInt8]?) {
        self.depth = depth
        self.requireName = requireName
        start = cursor.current?.start ?? 0
        isMarked = cursor.isMarked
    }

    private mutating func read(_ cursor: inout TokenCursor) -> Statement {
        let isFunction = cursor.isAtWord("function")
        startsWithStatementWord = isFunction || Self.isAtBlockWord(cursor)
        let isRequire = isFunction && requireName == nil
        repeat {
            see(cursor)
            if isRequire, requireName == nil, !cursor.isAtWord("function") { noteRequire(cursor) }
            // Only what a function does at once can be the runtime's.
            if cursor.depth > depth + 2 { cursor.skip(toDepth: depth + 2) }
            let isBlockEnd = startsWithStatementWord && cursor.depth == depth && cursor.isAt("}")
            guard cursor.advance() else { break }
            if isBlockEnd { break }
        } while !isAtEnd(cursor)
        return statement(isRequire, start..<max(start, cursor.previousEnd))
    }

    private func isAtEnd(_ cursor: TokenCursor) -> Bool {
        cursor.depth < depth || cursor.depth == depth && (cursor.isAt(",") || cursor.isAt(";"))
    }

    private static func isAtBlockWord(_ cursor: TokenCursor) -> Bool {
        let words: [StaticString] = ["if", "for", "while", "switch", "try", "class"]
        return words.contains { cursor.isAtWord($0) }
    }

    private mutating func noteRequire(_ cursor: TokenCursor) {
        guard let token = cursor.current, token.kind == .identifierName else { return }
        requireName = Array(cursor.bytes[token.range])
    }

    private mutating func see(_ cursor: TokenCursor) {
        guard let token = cursor.current else { return }
        let isRequire =
            token.kind == .identifierName
            && requireName.map { cursor.bytes[token.range].elementsEqual($0) }
                == true
        if opening.kind == .open { callStart = token.start }
        opening.see(cursor, isRequire: isRequire, isInside: cursor.depth > depth)
        assignment.see(cursor, isRequire: isRequire)
    }

    private func statement(_ isRequire: Bool, _ range: Range<Int>) -> Statement {
        if isMarked { return Statement(kind: .marked, range: range) }
        if assignment.isFound { return Statement(kind: .runtime, range: range) }
        if isRequire { return Statement(kind: .beforeRuntime, range: range) }
        switch opening.kind {
        case .calledFunction: return Statement(kind: .calledFunction, range: callStart..<range.upperBound)
        case .requiring: return Statement(kind: .bootstrap, range: range, isRequiring: true)
        case .emptyObject, .name, .require, .export: return Statement(kind: .bootstrap, range: range)
        default: return Statement(kind: requireName == nil ? .beforeRuntime : .code, range: range)
        }
    }
}
