/// Strings, templates and regular expressions.
extension JavaScriptTokenizer {
    /// Ends before the line terminator if the quotation mark is missing.
    @inline(__always)
    mutating func string(_ quote: UInt8) -> JavaScriptToken.Kind {
        stringEnded()
        offset += 1
        while offset < bytes.count {
            let byte = bytes[offset]
            if classes[Int(byte)] & ByteClass.literalStop == 0 {
                offset += 1
            } else if byte == quote {
                offset += 1
                return .stringLiteral
            } else if byte == UInt8(ascii: "\\") {
                skipEscape()
            } else if byte == 0x0a || byte == 0x0d {
                return .invalid
            } else {
                offset += 1
            }
        }
        return .invalid
    }

    /// A template from its backtick on.
    mutating func template() -> JavaScriptToken.Kind {
        switch templateCharacters() {
        case .end: .noSubstitutionTemplate
        case .substitution: .templateHead
        case nil: .invalid
        }
    }

    /// A template from a `}` on.
    mutating func templateContinuation() -> JavaScriptToken.Kind {
        switch templateCharacters() {
        case .end: .templateTail
        case .substitution: .templateMiddle
        case nil: .invalid
        }
    }

    private enum TemplateEnd {
        case end
        case substitution
    }

    private mutating func templateCharacters() -> TemplateEnd? {
        offset += 1
        position = .afterOperand
        while offset < bytes.count {
            let byte = bytes[offset]
            if classes[Int(byte)] & ByteClass.literalStop == 0 {
                offset += 1
            } else if byte == UInt8(ascii: "`") {
                offset += 1
                return .end
            } else if byte == UInt8(ascii: "$"), self.byte(at: offset + 1) == UInt8(ascii: "{") {
                offset += 2
                contexts.push(.substitution)
                position = .operand
                return .substitution
            } else if byte == UInt8(ascii: "\\") {
                skipEscape()
            } else {
                offset += 1
            }
        }
        return nil
    }

    /// Steps over a backslash and what it escapes; a CR LF is escaped as a whole.
    @inline(__always)
    private mutating func skipEscape() {
        let isLineEnd = byte(at: offset + 1) == 0x0d && byte(at: offset + 2) == 0x0a
        offset = min(offset + (isLineEnd ? 3 : 2), bytes.count)
    }

    /// A regular expression; nil, and nothing read, if it does not end on its line.
    mutating func regularExpression() -> JavaScriptToken.Kind? {
        guard offset >= unclosedEnd, var end = regularExpressionBodyEnd() else { return nil }
        while let next = namePartEnd(at: end) { end = next }
        offset = end
        position = .afterOperand
        return .regularExpressionLiteral
    }

    /// The end of `/.../`. A class ends at the first `]`, with the `v` flag too.
    private mutating func regularExpressionBodyEnd() -> Int? {
        var index = offset + 1
        var isInClass = false
        while index < bytes.count, !isLineTerminator(at: index) {
            switch bytes[index] {
            case UInt8(ascii: "/") where !isInClass: return index + 1
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            // A line terminator cannot be escaped.
            case UInt8(ascii: "\\") where index + 1 < bytes.count && !isLineTerminator(at: index + 1): index += 1
            default: break
            }
            index += 1
        }
        unclosedEnd = index
        return nil
    }

    private func isLineTerminator(at index: Int) -> Bool {
        bytes[index] == 0x0a || bytes[index] == 0x0d || isLineSeparator(at: index)
    }
}
