/// The backslash escapes of a JSON string.
enum StringEscapes {
    /// Decodes `raw`, the bytes between the quotes. Malformed sequences become U+FFFD.
    static func decoded(_ raw: UnsafeRawBufferPointer) -> String {
        var units: [UInt16] = []
        var text: [UInt8] = []
        var index = 0
        func flush() {
            if units.isEmpty { return }
            text.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
            units.removeAll(keepingCapacity: true)
        }
        while index < raw.count {
            guard raw[index] == UInt8(ascii: "\\"), index + 1 < raw.count else {
                flush()
                text.append(raw[index])
                index += 1
                continue
            }
            let escape = raw[index + 1]
            if escape == UInt8(ascii: "u"), let unit = unit(raw, at: index + 2) {
                units.append(unit)
                index += 6
            } else {
                flush()
                text.append(simple(escape))
                index += 2
            }
        }
        flush()
        return String(decoding: text, as: UTF8.self)
    }

    private static func simple(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "n"): 0x0a
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "r"): 0x0d
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0c
        default: byte
        }
    }

    private static func unit(_ raw: UnsafeRawBufferPointer, at index: Int) -> UInt16? {
        guard index + 4 <= raw.count else { return nil }
        var value: UInt16 = 0
        for byte in raw[index..<index + 4] {
            guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
