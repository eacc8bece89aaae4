/// Characters outside of ASCII.
extension JavaScriptTokenizer {
    /// A character and its number of bytes; malformed UTF-8 gives U+FFFD and one byte.
    struct DecodedScalar {
        let value: UInt32
        let length: Int

        static let malformed = DecodedScalar(value: 0xfffd, length: 1)

        var scalar: Unicode.Scalar? { Unicode.Scalar(value) }
    }

    func scalar(at offset: Int) -> DecodedScalar {
        let first = byte(at: offset)
        switch first {
        case ..<0x80: return DecodedScalar(value: UInt32(first), length: 1)
        case 0xc2...0xdf: return decode(UInt32(first & 0x1f), at: offset, length: 2, minimum: 0x80)
        case 0xe0...0xef: return decode(UInt32(first & 0x0f), at: offset, length: 3, minimum: 0x800)
        case 0xf0...0xf4: return decode(UInt32(first & 0x07), at: offset, length: 4, minimum: 0x10000)
        default: return .malformed
        }
    }

    private func decode(_ first: UInt32, at offset: Int, length: Int, minimum: UInt32) -> DecodedScalar {
        var value = first
        for index in 1..<length {
            let byte = byte(at: offset + index)
            guard byte & 0xc0 == 0x80 else { return .malformed }
            value = value << 6 | UInt32(byte & 0x3f)
        }
        guard value >= minimum, Unicode.Scalar(value) != nil else { return .malformed }
        return DecodedScalar(value: value, length: length)
    }

    /// A `\uXXXX` or `\u{X}` escape and its number of bytes; nil if there is none.
    func unicodeEscape(at offset: Int) -> DecodedScalar? {
        guard byte(at: offset) == UInt8(ascii: "\\"), byte(at: offset + 1) == UInt8(ascii: "u") else { return nil }
        let braced = byte(at: offset + 2) == UInt8(ascii: "{")
        var value: UInt32 = 0
        var index = offset + (braced ? 3 : 2)
        let first = index
        while let digit = Self.hexadecimal(byte(at: index)), braced || index < first + 4 {
            value = value << 4 | digit
            guard value <= 0x10ffff else { return nil }
            index += 1
        }
        guard braced ? index > first && byte(at: index) == UInt8(ascii: "}") : index == first + 4 else { return nil }
        return DecodedScalar(value: value, length: index - offset + (braced ? 1 : 0))
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
