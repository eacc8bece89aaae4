/// What comes after a name.
extension JavaScriptTokenizer {
    @inline(__always)
    mutating func nameEnded(_ keyword: Keyword) {
        switch position {
        case .member: position = .afterOperand
        case .key:
            keyRead()
            if keyword == .async { asyncNameEnd = offset }
        case .functionHead: break
        default:
            if keyword == .none { identifierRead() } else { keywordRead(keyword) }
        }
    }

    @inline(__always)
    private mutating func identifierRead() {
        switch position {
        case .operand: position = .afterOperand
        case .statement: position = .afterLabel
        default: identifierReadElsewhere()
        }
    }

    private mutating func identifierReadElsewhere() {
        switch position {
        case .binding, .afterLet: position = .afterBinding
        case .afterBreak: position = .statement
        case .classHead: break
        case .afterAsync, .afterAsyncInStatement:
            // `async x =>`
            if !isAfterLineTerminator { asyncParametersEnd = offset }
            position = .afterOperand
        default: identifierReadAfterOperand()
        }
    }

    /// Two operands in a row: a line terminator has ended the statement or class member, or the first one is a word
    /// such as `from`, `as` or `get`.
    private mutating func identifierReadAfterOperand() {
        if contexts.top.isClassBody, position.followsOperand {
            startKey()
        } else {
            position = startsStatement ? .afterLabel : .afterOperand
        }
    }

    /// Whether a name here starts a statement.
    private var startsStatement: Bool {
        position == .statement || position == .afterExport
            || position.followsOperand && isAfterLineTerminator && contexts.top.holdsStatements
    }

    private mutating func keywordRead(_ keyword: Keyword) {
        switch keyword {
        case .none: identifierRead()
        case .prefix, .infix, .extends: position = .operand
        case .returning: position = .afterReturn
        case .statement: position = .statement
        case .head: headRead(.head)
        case .forHead: headRead(.forHead)
        case .catchHead: headRead(.block)
        case .function: functionRead()
        case .classHead: classRead()
        case .declaration: position = .binding
        case .jump: position = .afterBreak
        case .debugger: position = .statement
        case .importing: position = startsStatement ? .afterImport : .afterOperand
        case .exporting: position = .afterExport
        case .caseClause: caseRead()
        case .defaultClause: if position == .afterExport { position = .afterExportDefault } else { caseRead() }
        case .letDeclaration, .yield, .await, .async, .of: contextualKeywordRead(keyword)
        }
    }

    private mutating func headRead(_ context: SyntaxContext) {
        pendingBody = context
        position = .head
    }

    private mutating func caseRead() {
        contexts.push(.caseClause)
        position = .operand
    }

    private mutating func functionRead() {
        let isAfterAsync = position == .afterAsync || position == .afterAsyncInStatement
        let isAsync = isAfterAsync && !isAfterLineTerminator
        let isDeclaration =
            isAsync ? position == .afterAsyncInStatement : startsStatement || position == .afterExportDefault
        pendingTraits = isAsync ? .async : []
        if isDeclaration { pendingTraits.insert(.declaration) }
        position = .functionHead
    }

    private mutating func classRead() {
        let isDeclaration = startsStatement || position == .afterExportDefault
        contexts.push(isDeclaration ? .classDeclarationHead : .classExpressionHead)
        position = .classHead
    }

    /// Words that are keywords in some places only.
    private mutating func contextualKeywordRead(_ keyword: Keyword) {
        switch keyword {
        case .letDeclaration where startsStatement || position == .operand: position = .afterLet
        case .yield where traits.contains(.generator): position = .afterReturn
        // `for await (` leaves the position as it is.
        case .await where position == .head: break
        case .await where traits.contains(.async): position = .operand
        case .async where startsStatement || position == .afterExportDefault: position = .afterAsyncInStatement
        case .async where position == .operand: position = .afterAsync
        case .of where contexts.top == .forHead && position.followsOperand: position = .operand
        default: identifierRead()
        }
    }
}
