/// Walks the tokens of JSON text, byte by byte.
///
/// It knows what a token looks like, but not which may follow which: the grammar, how deep values may nest, and what
/// becomes of them is up to whoever reads. It copies nothing, so the text must outlive it.
///
/// What runs for each byte is inlinable, so that it becomes part of the loops of other modules. Some of it is always
/// inlined: a module that is optimized in debug builds would otherwise call this one, which is not.
public struct JSONLexer {
    /// The text, from its beginning.
    public let bytes: UnsafeBufferPointer<UInt8>
    /// The offset of the next byte. May be moved to any other.
    public var position: Int

    /// A lexer at the beginning of the text.
    @inlinable public init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        position = 0
    }

    /// The next byte; nil at the end.
    @inlinable public var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// The token that begins at the next byte; nil if none does, and at the end.
    @inlinable public var token: JSONToken? { position < bytes.count ? JSONToken(bytes[position]) : nil }

    /// Skips what JSON calls white space.
    @inlinable @inline(__always) public mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    /// Skips `byte` if it comes next.
    @inlinable @inline(__always) public mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// Skips the token that comes next without checking what is in it; one byte if none comes.
    @inlinable public mutating func skipToken() {
        guard let first = peek else { return }
        switch JSONToken(first) {
        case .string: _ = try? uncheckedString()
        case .number, .true, .false, .null:
            repeat { position += 1 } while position < bytes.count && !Self.endsWord(bytes[position])
        default: position += 1
        }
    }

    /// Skips `true`, `false` or `null`. The fault is that of the first byte that differs.
    @inlinable public mutating func word(_ word: StaticString) throws(JSONFault) {
        let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        for byte in expected where !take(byte) {
            throw fault(position < bytes.count ? .unexpectedByte : .unexpectedEnd)
        }
    }

    /// Returns the range of the number that comes next. It ends after a leading zero: `01` is one number after another.
    ///
    /// The fault is that of the whole number; the position is where a digit is missing.
    @discardableResult
    @inlinable @inline(__always) public mutating func number() throws(JSONFault) -> Range<Int> {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits(ofNumberAt: start) }
        if take(UInt8(ascii: ".")) { try digits(ofNumberAt: start) }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits(ofNumberAt: start)
        }
        return start..<position
    }

    @inlinable mutating func digits(ofNumberAt start: Int) throws(JSONFault) {
        let first = position
        var at = first
        while at < bytes.count, Self.isDigit(bytes[at]) { at += 1 }
        position = at
        guard at > first else { throw JSONFault(kind: .invalidNumber, offset: start) }
    }

    /// Whether the byte is a decimal digit.
    @inlinable public static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    /// Whether a number or a word ends before the byte.
    @inlinable static func endsWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"): true
        default: false
        }
    }

    /// A fault at the next byte.
    @inlinable public func fault(_ kind: JSONFault.Kind) -> JSONFault {
        JSONFault(kind: kind, offset: position)
    }
}
