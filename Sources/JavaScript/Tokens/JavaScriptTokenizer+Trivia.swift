/// White space and comments.
extension JavaScriptTokenizer {
    @inline(__always)
    mutating func whiteSpace() -> JavaScriptToken.Kind {
        repeat {
            offset += 1
        } while offset < bytes.count
            && classes[Int(bytes[offset])] & ByteClass.mask == ByteClass.space
        return .whiteSpace
    }

    @inline(__always)
    mutating func lineTerminator(_ byte: UInt8) -> JavaScriptToken.Kind {
        offset += byte == 0x0d && self.byte(at: offset + 1) == 0x0a ? 2 : 1
        isAfterLineTerminator = true
        return .lineTerminator
    }

    /// White space and line terminators outside of ASCII.
    mutating func nonASCIISpace() -> JavaScriptToken.Kind? {
        let scalar = scalar(at: offset)
        switch scalar.value {
        case 0x2028, 0x2029:
            offset += 3
            isAfterLineTerminator = true
            return .lineTerminator
        case 0xa0, 0xfeff, 0x1680, 0x2000...0x200a, 0x202f, 0x205f, 0x3000:
            offset += scalar.length
            return .whiteSpace
        default: return nil
        }
    }

    @inline(__always)
    mutating func comment() -> JavaScriptToken.Kind? {
        switch byte(at: offset + 1) {
        case UInt8(ascii: "/"): return singleLineComment(.singleLineComment)
        case UInt8(ascii: "*"): return multiLineComment()
        default: return nil
        }
    }

    /// `#!` at the very start, a byte order mark aside.
    mutating func hashbang() -> JavaScriptToken.Kind? {
        guard byte(at: offset + 1) == UInt8(ascii: "!"), offset == 0 || offset == 3 && bytes[0] == 0xef else {
            return nil
        }
        return singleLineComment(.hashbangComment)
    }

    /// `<!--`, and `-->` at the start of a line.
    @inline(__always)
    mutating func htmlLikeComment(_ first: UInt8) -> JavaScriptToken.Kind? {
        guard sourceType == .script, first == UInt8(ascii: "<") || first == UInt8(ascii: "-") else { return nil }
        if first == UInt8(ascii: "<") {
            guard byte(at: offset + 1) == UInt8(ascii: "!"), byte(at: offset + 2) == UInt8(ascii: "-"),
                byte(at: offset + 3) == UInt8(ascii: "-")
            else { return nil }
        } else {
            guard isAfterLineTerminator, byte(at: offset + 1) == UInt8(ascii: "-"),
                byte(at: offset + 2) == UInt8(ascii: ">")
            else { return nil }
        }
        return singleLineComment(.singleLineComment)
    }

    /// Up to the line terminator, which is a token of its own.
    private mutating func singleLineComment(_ kind: JavaScriptToken.Kind) -> JavaScriptToken.Kind {
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == 0x0a || byte == 0x0d || byte == 0xe2 && isLineSeparator(at: offset) { break }
            offset += 1
        }
        return kind
    }

    private mutating func multiLineComment() -> JavaScriptToken.Kind {
        offset += 2
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            switch byte {
            case UInt8(ascii: "*") where self.byte(at: offset) == UInt8(ascii: "/"):
                offset += 1
                return .multiLineComment
            case 0x0a, 0x0d: isAfterLineTerminator = true
            case 0xe2 where isLineSeparator(at: offset - 1): isAfterLineTerminator = true
            default: break
            }
        }
        return .invalid
    }

    /// Whether U+2028 or U+2029 lies there.
    func isLineSeparator(at offset: Int) -> Bool {
        byte(at: offset) == 0xe2 && byte(at: offset + 1) == 0x80 && byte(at: offset + 2) & 0xfe == 0xa8
    }
}
