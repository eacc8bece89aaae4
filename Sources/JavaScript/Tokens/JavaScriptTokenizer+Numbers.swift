/// Numbers and BigInts.
///
/// Misplaced separators (`1__0`, `1_`) are read as part of the number: its end is the same for every reader.
extension JavaScriptTokenizer {
    mutating func number() -> JavaScriptToken.Kind {
        literalEnded()
        if bytes[offset] == UInt8(ascii: "0"), prefixed() { return .numericLiteral }
        digits()
        if byte(at: offset) == UInt8(ascii: "n") {
            offset += 1
            return .numericLiteral
        }
        if byte(at: offset) == UInt8(ascii: ".") {
            offset += 1
            digits()
        }
        exponent()
        return .numericLiteral
    }

    /// `.5`
    mutating func fraction() -> JavaScriptToken.Kind {
        literalEnded()
        offset += 1
        digits()
        exponent()
        return .numericLiteral
    }

    /// Hexadecimal, octal and binary numbers, and old octal ones, which have neither fraction nor exponent.
    private mutating func prefixed() -> Bool {
        switch byte(at: offset + 1) | 0x20 {
        case UInt8(ascii: "x"), UInt8(ascii: "o"), UInt8(ascii: "b"):
            offset += 2
            // Every letter and digit belongs to it: nothing else may follow directly.
            while offset < bytes.count, classes[Int(bytes[offset])] & ByteClass.namePart != 0 { offset += 1 }
            return true
        default: return oldOctal()
        }
    }

    private mutating func oldOctal() -> Bool {
        var index = offset + 1
        while (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte(at: index)) { index += 1 }
        guard index > offset + 1, classes[Int(byte(at: index))] & ByteClass.mask != ByteClass.digit else {
            return false
        }
        offset = index
        return true
    }

    @inline(__always)
    private mutating func digits() {
        while offset < bytes.count {
            let byte = bytes[offset]
            guard classes[Int(byte)] & ByteClass.mask == ByteClass.digit || byte == UInt8(ascii: "_") else { break }
            offset += 1
        }
    }

    @inline(__always)
    private mutating func exponent() {
        guard byte(at: offset) | 0x20 == UInt8(ascii: "e") else { return }
        let sign = byte(at: offset + 1)
        let first = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") ? offset + 2 : offset + 1
        guard classes[Int(byte(at: first))] & ByteClass.mask == ByteClass.digit else { return }
        offset = first
        digits()
    }
}
