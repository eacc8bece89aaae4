/// Brackets: what they open, and what has ended where they close.
extension JavaScriptTokenizer {
    @inline(__always)
    mutating func bracket(_ byte: UInt8) -> JavaScriptToken.Kind {
        switch byte {
        case UInt8(ascii: "("): openParenthesis()
        case UInt8(ascii: ")"): closeParenthesis()
        case UInt8(ascii: "["): openSquareBracket()
        case UInt8(ascii: "]"): closeSquareBracket()
        case UInt8(ascii: "{"): openBrace()
        default: return closeBrace()
        }
        return .punctuator
    }

    private mutating func openParenthesis() {
        offset += 1
        switch position {
        case .functionHead: contexts.push(.functionParameters, pendingTraits)
        case .head: contexts.push(pendingBody == .forHead ? .forHead : .head)
        case .key:
            if asyncNameEnd == significantEnd { methodTraits.remove(.async) }
            contexts.push(.methodParameters, methodTraits)
        case .afterAsync, .afterAsyncInStatement: contexts.push(isAfterLineTerminator ? .group : .asyncGroup)
        default: contexts.push(.group)
        }
        position = .operand
    }

    private mutating func closeParenthesis() {
        offset += 1
        position = .afterOperand
        guard !contexts.popUncounted() else { return }
        closeUnbracketed()
        let closed = contexts.top
        guard closed.isParenthesized else { return }
        let opened = contexts.pop()
        switch closed {
        case .asyncGroup: asyncParametersEnd = offset
        case .head, .forHead: position = .statement
        case .functionParameters:
            expectBody(opened.contains(.declaration) ? .functionDeclarationBody : .functionExpressionBody, opened)
        case .methodParameters: expectBody(.methodBody, opened)
        default: break
        }
    }

    private mutating func expectBody(_ body: SyntaxContext, _ opened: FunctionTraits) {
        pendingBody = body
        pendingTraits = opened
        position = .functionBody
    }

    private mutating func openSquareBracket() {
        offset += 1
        if position == .key {
            keyRead()
            contexts.push(.computedKey, methodTraits)
        } else {
            contexts.push(.array)
        }
        position = .operand
    }

    private mutating func closeSquareBracket() {
        offset += 1
        position = .afterOperand
        guard !contexts.popUncounted() else { return }
        closeUnbracketed()
        let closed = contexts.top
        guard closed.isBracketed else { return }
        let opened = contexts.pop()
        if closed == .computedKey {
            methodTraits = opened
            position = .key
        }
    }

    private mutating func openBrace() {
        offset += 1
        if contexts.top.isClassHead, position != .operand { return openClassBody() }
        switch position {
        case .functionBody: openBody(pendingBody, pendingTraits)
        case .arrowBody: openBody(.arrowBody, pendingTraits)
        case .operand, .binding, .afterLet, .afterExportDefault: openKeys(.object)
        // An import's attributes are in the braces of `with {`, and end it.
        case .head where pendingBody == .head: openKeys(.clause)
        case .afterImport, .afterExport: openKeys(.clause)
        case .key where contexts.top.isClassBody: openBody(.methodBody, [])
        case .key: openKeys(.object)
        default:
            contexts.push(.block)
            position = .statement
        }
    }

    private mutating func openBody(_ body: SyntaxContext, _ inner: FunctionTraits) {
        contexts.push(body, traits)
        traits = sourceType == .module ? inner.union(.async) : inner
        position = .statement
    }

    private mutating func openKeys(_ context: SyntaxContext) {
        contexts.push(context)
        startKey()
    }

    private mutating func openClassBody() {
        let isDeclaration = contexts.top == .classDeclarationHead
        _ = contexts.pop()
        openKeys(isDeclaration ? .classDeclarationBody : .classExpressionBody)
    }

    private mutating func closeBrace() -> JavaScriptToken.Kind {
        if contexts.popUncounted() {
            offset += 1
            position = .afterOperand
            return .punctuator
        }
        closeUnbracketed()
        let closed = contexts.top
        guard closed != .substitution else {
            _ = contexts.pop()
            return templateContinuation()
        }
        offset += 1
        position = .statement
        guard closed.isBraced else { return .punctuator }
        let opened = contexts.pop()
        if closed.holdsStatements, closed != .block, closed != .none { traits = opened }
        braceClosed(closed)
        return .punctuator
    }

    private mutating func braceClosed(_ closed: SyntaxContext) {
        switch closed {
        case .object, .functionExpressionBody, .classExpressionBody: position = .afterOperand
        case .methodBody: startKey()
        // An arrow function's body ends the whole expression.
        case .arrowBody where contexts.top.isClassBody: startKey()
        default: position = .statement
        }
    }

    /// Ends what has no bracket of its own.
    @inline(__always)
    mutating func closeUnbracketed() {
        while contexts.top.hasNoBracket { closeInnermost() }
    }

    @inline(__always)
    mutating func closeInnermost() {
        let isConciseBody = contexts.top == .conciseBody
        let opened = contexts.pop()
        if isConciseBody { traits = opened }
    }
}
