/// Punctuators other than brackets.
extension JavaScriptTokenizer {
    /// `;`, `,`, `:` and `~`
    @inline(__always)
    mutating func separator(_ byte: UInt8) -> JavaScriptToken.Kind {
        offset += 1
        switch byte {
        case UInt8(ascii: ","): commaRead()
        case UInt8(ascii: ";"): semicolonRead()
        case UInt8(ascii: ":"): colonRead()
        default: position = .operand
        }
        return .punctuator
    }

    /// `.`, `...` and numbers like `.5`
    @inline(__always)
    mutating func dot() -> JavaScriptToken.Kind {
        let next = byte(at: offset + 1)
        if classes[Int(next)] & ByteClass.mask == ByteClass.digit { return fraction() }
        if next == UInt8(ascii: "."), byte(at: offset + 2) == UInt8(ascii: ".") {
            offset += 3
            position = .operand
        } else {
            offset += 1
            position = .member
        }
        return .punctuator
    }

    /// A regular expression where an operand can stand, else `/` or `/=`.
    mutating func slash() -> JavaScriptToken.Kind {
        if allowsRegularExpression, let literal = regularExpression() { return literal }
        offset += byte(at: offset + 1) == UInt8(ascii: "=") ? 2 : 1
        position = .operand
        return .punctuator
    }

    private var allowsRegularExpression: Bool {
        switch position {
        case .statement, .operand, .binding, .afterExport, .afterExportDefault: true
        // `var x`, or `import "x"`, and a line end: a division cannot follow, so a statement ends here.
        case .afterBinding: isAfterLineTerminator
        default: false
        }
    }

    @inline(__always)
    mutating func operation(_ byte: UInt8) -> JavaScriptToken.Kind {
        let next = self.byte(at: offset + 1)
        switch byte {
        case UInt8(ascii: "="): return equals(next)
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            if next == byte { return update() }
            return assignable(next, length: 1)
        case UInt8(ascii: "?"): return question(next)
        case UInt8(ascii: "*"): return asterisk(next)
        case UInt8(ascii: "&"), UInt8(ascii: "|"):
            return assignable(self.byte(at: offset + (next == byte ? 2 : 1)), length: next == byte ? 2 : 1)
        case UInt8(ascii: "<"), UInt8(ascii: ">"): return angle(byte)
        case UInt8(ascii: "!"): return comparison(next)
        default: return assignable(next, length: 1)
        }
    }

    /// An operator of `length` bytes, with the `=` that may follow it.
    @inline(__always)
    private mutating func assignable(_ next: UInt8, length: Int) -> JavaScriptToken.Kind {
        offset += next == UInt8(ascii: "=") ? length + 1 : length
        position = .operand
        return .punctuator
    }

    /// `=`, `=>`, `==` and `===`
    private mutating func equals(_ next: UInt8) -> JavaScriptToken.Kind {
        guard next == UInt8(ascii: ">") else { return comparison(next) }
        pendingTraits = asyncParametersEnd == significantEnd ? .async : []
        offset += 2
        position = .arrowBody
        return .punctuator
    }

    /// One byte, and up to two `=` behind it.
    private mutating func comparison(_ next: UInt8) -> JavaScriptToken.Kind {
        if next == UInt8(ascii: "=") { offset += 1 }
        return assignable(next == UInt8(ascii: "=") ? byte(at: offset + 1) : 0, length: 1)
    }

    /// `++` and `--`: after an operand on the same line they belong to it.
    private mutating func update() -> JavaScriptToken.Kind {
        offset += 2
        position = position.followsOperand && !isAfterLineTerminator ? .afterOperand : .operand
        return .punctuator
    }

    /// `?`, `?.`, `??` and `??=`
    private mutating func question(_ next: UInt8) -> JavaScriptToken.Kind {
        let third = byte(at: offset + 2)
        if next == UInt8(ascii: "?") { return assignable(third, length: 2) }
        if next == UInt8(ascii: "."), classes[Int(third)] & ByteClass.mask != ByteClass.digit {
            offset += 2
            position = .member
        } else {
            offset += 1
            contexts.push(.conditional)
            position = .operand
        }
        return .punctuator
    }

    /// `*`, `**`, `*=` and `**=`
    private mutating func asterisk(_ next: UInt8) -> JavaScriptToken.Kind {
        if position == .functionHead {
            pendingTraits.insert(.generator)
        } else if position == .key {
            keyRead()
            methodTraits.insert(.generator)
        } else {
            position = .operand
            return assignable(
                next == UInt8(ascii: "*") ? byte(at: offset + 2) : next, length: next == UInt8(ascii: "*") ? 2 : 1)
        }
        offset += 1
        return .punctuator
    }

    /// `<`, `<<`, `>`, `>>`, `>>>` and these with `=`
    private mutating func angle(_ byte: UInt8) -> JavaScriptToken.Kind {
        let most = byte == UInt8(ascii: "<") ? 2 : 3
        var length = 1
        while length < most, self.byte(at: offset + length) == byte { length += 1 }
        return assignable(self.byte(at: offset + length), length: length)
    }
}
