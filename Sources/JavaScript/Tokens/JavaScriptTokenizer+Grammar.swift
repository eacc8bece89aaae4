/// What the next token's place is, once a token has been read.
extension JavaScriptTokenizer {
    /// Decides what was left open until the next token's first byte is known.
    mutating func settle(before byte: UInt8) {
        switch position {
        case .functionBody where byte != UInt8(ascii: "{"):
            position = contexts.top.isClassBody ? .key : .afterOperand
        case .arrowBody where byte != UInt8(ascii: "{"):
            startConciseBody()
        // A line terminator ends these statements.
        case .afterReturn: position = isAfterLineTerminator ? .statement : .operand
        case .afterBreak where isAfterLineTerminator: position = .statement
        default: break
        }
    }

    /// An arrow function's body is remembered only where `await` or `yield` change their meaning.
    private mutating func startConciseBody() {
        let inner = sourceType == .module ? pendingTraits.union(.async) : pendingTraits
        if inner != traits {
            contexts.push(.conciseBody, traits)
            traits = inner
        }
        position = .operand
    }

    /// A literal or private name has been read.
    @inline(__always)
    mutating func literalEnded() {
        if position == .key {
            keyRead()
        } else if contexts.top.isClassBody, position.followsOperand {
            startKey()
        } else {
            position = .afterOperand
        }
    }

    /// A string has been read. After `import`, or after an operand on the same line, which only `from` can be, it names a
    /// module: nothing can be divided by what follows.
    @inline(__always)
    mutating func stringEnded() {
        let isSpecifier = position == .afterImport || !isAfterLineTerminator && position.followsOperand
        literalEnded()
        if isSpecifier, position == .afterOperand { position = .afterBinding }
    }

    /// A property's or member's name comes next.
    mutating func startKey() {
        position = .key
        methodTraits = []
        asyncNameEnd = -1
    }

    /// Part of a property's or member's name has been read: an `async` before it on the same line was a modifier.
    @inline(__always)
    mutating func keyRead() {
        if asyncNameEnd >= 0 {
            if asyncNameEnd == significantEnd, !isAfterLineTerminator { methodTraits.insert(.async) }
            asyncNameEnd = -1
        }
    }

    @inline(__always)
    mutating func commaRead() {
        while contexts.top == .conciseBody { closeInnermost() }
        if contexts.top.holdsKeys { startKey() } else { position = .operand }
    }

    mutating func semicolonRead() {
        closeUnbracketed()
        let context = contexts.top
        if context.holdsKeys {
            startKey()
        } else {
            position = context.isParenthesized ? .operand : .statement
        }
    }

    mutating func colonRead() {
        guard position != .afterLabel else {
            position = .statement
            return
        }
        while contexts.top == .conciseBody { closeInnermost() }
        let context = contexts.top
        position = context == .caseClause ? .statement : .operand
        if context == .conditional || context == .caseClause { _ = contexts.pop() }
    }
}
