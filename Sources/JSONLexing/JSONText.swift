/// Decodes what is written between the quotes of a JSON string.
public enum JSONText {
    /// - Parameter written: the bytes of a string that was checked.
    /// - Returns: Nil if an escape is half of a surrogate pair.
    public static func decoded(_ written: UnsafeBufferPointer<UInt8>) -> String? {
        guard let text = unescaped(written, repairing: false) else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    /// Decodes any bytes: halves of surrogate pairs and what is not UTF-8 become U+FFFD, and the backslash of what is no
    /// escape is dropped.
    public static func repaired(_ written: UnsafeBufferPointer<UInt8>) -> String {
        String(decoding: unescaped(written, repairing: true) ?? [], as: UTF8.self)
    }

    /// The value of a hexadecimal digit; nil if it is none.
    @inlinable static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Nil for half of a surrogate pair that is not to be repaired.
    private static func unescaped(_ written: UnsafeBufferPointer<UInt8>, repairing: Bool) -> [UInt8]? {
        var text: [UInt8] = []
        text.reserveCapacity(written.count)
        var rest = written[...]
        while let backslash = rest.firstIndex(of: UInt8(ascii: "\\")), backslash + 1 < written.count {
            text += rest[..<backslash]
            guard let unit = unit(written, at: backslash) else {
                text.append(simple(written[backslash + 1]))
                rest = written[(backslash + 2)...]
                continue
            }
            rest = written[(backslash + 6)...]
            if let scalar = Unicode.Scalar(unit) {
                text += String(scalar).utf8
            } else if let pair = pair(unit, Self.unit(written, at: backslash + 6)) {
                text += String(pair).utf8
                rest = rest.dropFirst(6)
            } else {
                guard repairing else { return nil }
                text += "\u{FFFD}".utf8
            }
        }
        return text + rest
    }

    private static func pair(_ lead: UInt16, _ trail: UInt16?) -> Unicode.Scalar? {
        guard let trail, UTF16.isLeadSurrogate(lead), UTF16.isTrailSurrogate(trail) else { return nil }
        return Unicode.Scalar(0x10000 + UInt32(lead & 0x3FF) << 10 + UInt32(trail & 0x3FF))
    }

    /// The code unit of `\uXXXX`; nil if that is not what is written at `index`.
    private static func unit(_ written: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt16? {
        guard index + 6 <= written.count, written[index] == UInt8(ascii: "\\"), written[index + 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt16 = 0
        for byte in written[(index + 2)..<(index + 6)] {
            guard let digit = hexDigit(byte) else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    private static func simple(_ escape: UInt8) -> UInt8 {
        switch escape {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: escape
        }
    }
}
