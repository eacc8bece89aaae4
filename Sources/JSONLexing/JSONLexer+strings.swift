extension JSONLexer {
    /// Reads the string whose quote comes next, and checks it: its escapes, its UTF-8, and that no control character is
    /// in it. An escape may be half of a surrogate pair.
    @discardableResult
    @inlinable public mutating func string() throws(JSONFault) -> JSONString {
        let start = position + 1
        var hasEscapes = false
        // The compiler keeps a variable in a register, but not a property.
        var at = start
        defer { position = at }
        while true {
            at = endOfPlainText(at)
            guard at < bytes.count else { throw JSONFault(kind: .unexpectedEnd, offset: at) }
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at += 1
                return JSONString(written: start..<(at - 1), hasEscapes: hasEscapes)
            case UInt8(ascii: "\\"):
                let length = lengthOfEscape(at)
                guard length > 0 else { throw escapeFault(at) }
                hasEscapes = true
                at += length
            case 0..<0x20: throw JSONFault(kind: .controlCharacter, offset: at)
            default:
                repeat {
                    let length = lengthOfCharacter(at)
                    guard length > 0 else { throw JSONFault(kind: .invalidUTF8, offset: at) }
                    at += length
                } while at < bytes.count && bytes[at] >= 0x80
            }
        }
    }

    /// Reads the string whose quote comes next without checking what is in it: only finds where it ends.
    @inlinable @inline(__always) public mutating func uncheckedString() throws(JSONFault) -> JSONString {
        let start = position + 1
        var hasEscapes = false
        var at = start
        while at < bytes.count {
            if at + EightBytes.count <= bytes.count {
                let found = EightBytes(bytes, at).quotesAndBackslashes
                guard found != 0 else {
                    at += EightBytes.count
                    continue
                }
                at += EightBytes.index(found)
            }
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                position = at + 1
                return JSONString(written: start..<at, hasEscapes: hasEscapes)
            }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                at += 1
            }
            at += 1
        }
        position = bytes.count
        throw fault(.unexpectedEnd)
    }

    /// Where the bytes end that are ASCII and stand for themselves.
    @inlinable @inline(__always) func endOfPlainText(_ start: Int) -> Int {
        var at = start
        while at + EightBytes.count <= bytes.count {
            let found = EightBytes(bytes, at).notPlain
            guard found == 0 else { return at + EightBytes.index(found) }
            at += EightBytes.count
        }
        while at < bytes.count {
            let byte = bytes[at]
            guard byte >= 0x20, byte < 0x80, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") else { break }
            at += 1
        }
        return at
    }

    /// 0 for anything that is not an escape.
    @inlinable @inline(__always) func lengthOfEscape(_ at: Int) -> Int {
        guard at + 1 < bytes.count else { return 0 }
        switch bytes[at + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return 2
        case UInt8(ascii: "u"):
            guard at + 6 <= bytes.count else { return 0 }
            for index in (at + 2)..<(at + 6) where JSONText.hexDigit(bytes[index]) == nil { return 0 }
            return 6
        default: return 0
        }
    }

    @usableFromInline func escapeFault(_ at: Int) -> JSONFault {
        let isCutOff = at + 1 == bytes.count || bytes[at + 1] == UInt8(ascii: "u") && at + 6 > bytes.count
        return JSONFault(kind: isCutOff ? .unexpectedEnd : .invalidEscape, offset: isCutOff ? bytes.count : at)
    }

    /// The length of a character of two to four bytes; 0 if it is cut off, overlong, a surrogate, or beyond U+10FFFF.
    @inlinable func lengthOfCharacter(_ at: Int) -> Int {
        let (length, second): (Int, ClosedRange<UInt8>)
        switch bytes[at] {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return 0
        }
        guard at + length <= bytes.count, second.contains(bytes[at + 1]) else { return 0 }
        for index in (at + 2)..<(at + length) where bytes[index] & 0xC0 != 0x80 { return 0 }
        return length
    }

    /// The text of a string that was checked; nil if an escape is half of a surrogate pair.
    public func text(of string: JSONString) -> String? {
        let written = UnsafeBufferPointer(rebasing: bytes[string.written])
        return string.hasEscapes ? JSONText.decoded(written) : String(decoding: written, as: UTF8.self)
    }

    /// The text of any string. What is malformed in it becomes U+FFFD.
    public func repairedText(of string: JSONString) -> String {
        let written = UnsafeBufferPointer(rebasing: bytes[string.written])
        return string.hasEscapes ? JSONText.repaired(written) : String(decoding: written, as: UTF8.self)
    }
}
