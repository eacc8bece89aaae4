/// Opening brackets, and the tables that they may start.
extension ModuleTableFinder {
    /// The shape of a table that starts with the current token, judged by what came before.
    func expectedShape() -> TableShape? {
        guard let frame = frames.last else { return nil }
        switch recent[0] {
        case .comma where recent[1] == .chunkIds: return .chunk
        case .openParenthesis:
            if case .wrapping(let shape) = frame.kind { return shape }
            return recent[1] == .functionEnd ? .argument : nil
        case .assignment: return assignedShape(frame)
        default: return nil
        }
    }

    private func assignedShape(_ frame: FinderFrame) -> TableShape? {
        if let shape = firstVariableShape(frame) { return shape }
        let isAssigned = recent.end(with: .exports, .dot, .modules, .assignment) || recent[1] == .modulesVariable
        return isAssigned ? .assigned : nil
    }

    private func firstVariableShape(_ frame: FinderFrame) -> TableShape? {
        guard recent[1].isCallable, frame.declaration == .first, recent[2] == .declaration || recent[2] == .comma else {
            return nil
        }
        switch frame.kind {
        case .script: return recent[1] == .modules && frame.isExporting ? .assigned : .moduleVariable
        case .body(let hasParameters) where !hasParameters: return .firstVariable(isNested: !frame.isOutermost)
        default: return nil
        }
    }

    mutating func openParenthesis(_ token: JavaScriptToken) {
        if head != nil {
            cursor.skip(toDepth: cursor.depth - 1)
            head?.hasParameters = cursor.previousEnd > token.end
            recent.append(.parameters)
        } else if recent[0] != .openParenthesis || recent[1] != .functionEnd, let shape = expectedShape() {
            enter(.wrapping(shape), .openParenthesis)
        } else {
            enter(.group, .openParenthesis)
        }
    }

    mutating func openSquareBracket(_ token: JavaScriptToken) {
        if let shape = expectedShape() { return table(shape, from: token.start) }
        guard let frame = frames.last else { return }
        if recent[0] == .openSquareBracket, frame.kind == .pushed { return chunkIds() }
        guard recent[0] == .openParenthesis, frame.isCall else { return stepOver() }
        if frame.isPush { enter(.pushed, .openSquareBracket) } else { chunkIds() }
    }

    /// Steps over an array, and notes whether it holds nothing but strings and numbers.
    private mutating func chunkIds() {
        let depth = cursor.depth
        var isPlain = true
        while cursor.depth >= depth, cursor.advance() {
            guard cursor.depth >= depth, !cursor.isAt(",") else { continue }
            switch cursor.current?.kind {
            case .stringLiteral, .numericLiteral: break
            default: isPlain = false
            }
        }
        recent.append(isPlain ? .chunkIds : .other)
    }

    mutating func openBrace(_ token: JavaScriptToken) {
        if let head {
            self.head = nil
            return head.isExpression
                ? enter(.body(hasParameters: head.hasParameters), .semicolon) : stepOverDeclaration()
        }
        if recent[0] == .arrow {
            enter(.body(hasParameters: recent[1] != .emptyParentheses), .semicolon)
        } else if let shape = expectedShape() {
            table(shape, from: token.start)
        } else {
            stepOver()
        }
    }

    /// What follows is a statement of its own.
    private mutating func stepOverDeclaration() {
        cursor.skip(toDepth: cursor.depth - 1)
        semicolon()
    }

    /// Reads what may be a table; the cursor is at its bracket.
    private mutating func table(_ shape: TableShape, from start: Int) {
        let outside = cursor.depth - 1
        var reader = ModuleTableReader()
        let isRead = cursor.isAt("{") ? reader.readObject(&cursor) : reader.readArray(&cursor, first: 0)
        guard isRead else {
            cursor.skip(toDepth: outside)
            return recent.append(.other)
        }
        recent.append(.other)
        if let end = cursor.current?.end { accept(reader, shape, start..<end) }
    }

    mutating func accept(_ reader: ModuleTableReader, _ shape: TableShape, _ range: Range<Int>) {
        if case .firstVariable = shape, reader.entries.isEmpty {
            emptyTable = emptyTable ?? range
            return
        }
        guard shape.accepts(reader) else { return }
        switch shape {
        case .firstVariable, .moduleVariable:
            found = ModuleTable(entries: reader.entries, range: range, entryRanges: inlinedEntries())
        case .argument: argument = ModuleTable(entries: reader.entries, range: range, entryRanges: [])
        case .chunk, .assigned: found = ModuleTable(entries: reader.entries, range: range, entryRanges: [])
        }
    }
}
