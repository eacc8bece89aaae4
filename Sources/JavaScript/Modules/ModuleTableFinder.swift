/// Looks for the module table: walks through calls, their arguments and function expressions, and steps over
/// everything else.
struct ModuleTableFinder {
    /// The most brackets around a table.
    static let maximumDepth = 64

    var cursor: TokenCursor
    var frames = [FinderFrame(kind: .script)]
    var recent = RecentMarks()
    /// A `function` whose body comes next.
    var head: FunctionHead?
    /// The table of a bundle whose modules are all outside of it.
    var emptyTable: Range<Int>?
    var found: ModuleTable?
    /// A table that is the first argument, until it is known whether it is the only one.
    var argument: ModuleTable?

    struct FunctionHead {
        let isExpression: Bool
        var hasParameters = true
    }

    init(_ cursor: TokenCursor) {
        self.cursor = cursor
    }

    mutating func find() -> ModuleTable? {
        while found == nil, cursor.advance() { step() }
        return found
    }

    /// Reads what comes behind the table, and gives how many of the script's bytes a minifier would remove.
    mutating func readRest() -> Int {
        while cursor.advance() {}
        return cursor.removable.count
    }

    /// Takes in the current token.
    mutating func step() {
        guard let token = cursor.current else { return }
        if let table = argument, !cursor.isAt(",") {
            argument = nil
            if cursor.isAt(")") { return found = table }
        }
        switch token.kind {
        case .identifierName: name()
        case .punctuator: punctuator(token)
        case .templateHead:
            cursor.skip(toDepth: cursor.depth - 1)
            recent.append(.other)
        default: recent.append(.other)
        }
    }

    private mutating func punctuator(_ token: JavaScriptToken) {
        guard token.end - token.start == 1 else { return recent.append(cursor.isAtArrow ? .arrow : .other) }
        switch cursor.bytes[token.start] {
        case UInt8(ascii: "("): openParenthesis(token)
        case UInt8(ascii: "["): openSquareBracket(token)
        case UInt8(ascii: "{"): openBrace(token)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): close()
        case UInt8(ascii: ","): recent.append(.comma)
        case UInt8(ascii: ";"): semicolon()
        case UInt8(ascii: "."): recent.append(.dot)
        case UInt8(ascii: "="): recent.append(.assignment)
        default: recent.append(.other)
        }
    }

    /// Enters a bracket, or steps over it if too many are open.
    mutating func enter(_ kind: FinderFrame.Kind, _ mark: TokenMark) {
        guard frames.count < Self.maximumDepth else { return stepOver() }
        var frame = FinderFrame(kind: kind)
        frame.isCall = recent[0].isCallable
        frame.isPush = recent[0] == .push
        if let outer = frames.last {
            if case .body = outer.kind { frame.isOutermost = false } else { frame.isOutermost = outer.isOutermost }
        }
        frames.append(frame)
        recent.append(mark)
    }

    /// Steps over the bracket that has just been opened.
    mutating func stepOver() {
        cursor.skip(toDepth: cursor.depth - 1)
        recent.append(.other)
    }

    private mutating func parenthesisClosed() {
        switch recent[0] {
        case .functionEnd: recent.append(.functionEnd)
        case .openParenthesis: recent.append(.emptyParentheses)
        default: recent.append(.closeParenthesis)
        }
    }

    private mutating func close() {
        guard frames.count > 1, let frame = frames.popLast() else { return recent.append(.other) }
        switch frame.kind {
        case .body:
            emptyTable = nil
            recent.append(.functionEnd)
        case .group, .wrapping: parenthesisClosed()
        case .script, .pushed: recent.append(.other)
        }
    }
}
