/// Base64 (RFC 4648) in both alphabets.
package enum Base64: Sendable {
    /// With `+` and `/`, padded with `=`.
    case standard
    /// With `-` and `_`, unpadded.
    case url

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    private static let standardDigits = alphabet + Array("+/".utf8)
    private static let urlDigits = alphabet + Array("-_".utf8)

    private var digits: [UInt8] {
        switch self {
        case .standard: Self.standardDigits
        case .url: Self.urlDigits
        }
    }

    package func encode(_ bytes: UnsafeRawBufferPointer) -> String {
        let capacity = (bytes.count + 2) / 3 * 4
        return String(unsafeUninitializedCapacity: capacity) { write(bytes, to: $0) }
    }

    package func encode(_ bytes: [UInt8]) -> String {
        bytes.withUnsafeBytes { encode($0) }
    }

    /// Writes `bytes` to the start of `text`, which must have room for four characters per three bytes or part thereof.
    /// Returns how many characters were written.
    func write(_ bytes: UnsafeRawBufferPointer, to text: UnsafeMutableBufferPointer<UInt8>) -> Int {
        digits.withUnsafeBufferPointer { digits in
            var written = 0
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let count = min(3, bytes.count - start)
                var group = UInt32(bytes[start]) << 16
                if count > 1 { group |= UInt32(bytes[start + 1]) << 8 }
                if count > 2 { group |= UInt32(bytes[start + 2]) }
                for position in 0...count {
                    text[written] = digits[Int(group >> (18 - 6 * UInt32(position)) & 63)]
                    written += 1
                }
                guard self == .standard else { continue }
                for _ in count..<3 {
                    text[written] = UInt8(ascii: "=")
                    written += 1
                }
            }
            return written
        }
    }

    /// Decodes `text`. Padding may be omitted, but if present it must be complete. Nil if there is an invalid character
    /// or the length is impossible.
    package func decode(_ text: String) -> [UInt8]? {
        guard let characters = Self.unpadded(Array(text.utf8)), characters.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count * 3 / 4)
        var group: UInt32 = 0
        var bits = 0
        for character in characters {
            guard let value = value(of: character) else { return nil }
            group = group << 6 | value
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
            }
        }
        return bytes
    }

    /// `characters` without padding; nil if the padding does not match the length.
    private static func unpadded(_ characters: [UInt8]) -> ArraySlice<UInt8>? {
        let padding = characters.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding == 0 || (padding <= 2 && characters.count.isMultiple(of: 4)) else { return nil }
        return characters.dropLast(padding)
    }

    private func value(of character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case digits[62]: 62
        case digits[63]: 63
        default: nil
        }
    }
}
