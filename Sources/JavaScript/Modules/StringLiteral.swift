/// The text that a string literal or name with escapes stands for.
enum StringLiteral {
    /// `text` is without quotation marks. Lone surrogates become U+FFFD.
    static func unescape(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        guard text.contains(UInt8(ascii: "\\")) else { return String(decoding: text, as: UTF8.self) }
        var reader = Reader(text: Array(text))
        return reader.read()
    }

    private struct Reader {
        let text: [UInt8]
        var index = 0
        var result: [UInt8] = []
        /// A first half of a surrogate pair that waits for its second.
        var leading: UInt32?

        mutating func read() -> String {
            while index < text.count {
                let byte = text[index]
                index += 1
                if byte == UInt8(ascii: "\\") { escape() } else { append(byte) }
            }
            endPair()
            return String(decoding: result, as: UTF8.self)
        }

        private mutating func escape() {
            guard index < text.count else { return }
            let byte = text[index]
            index += 1
            switch byte {
            case UInt8(ascii: "n"): append(0x0a)
            case UInt8(ascii: "t"): append(0x09)
            case UInt8(ascii: "r"): append(0x0d)
            case UInt8(ascii: "b"): append(0x08)
            case UInt8(ascii: "f"): append(0x0c)
            case UInt8(ascii: "v"): append(0x0b)
            case UInt8(ascii: "x"): append(unit: hexadecimal(2))
            case UInt8(ascii: "u"): unicode()
            case UInt8(ascii: "0")...UInt8(ascii: "7"): octal(byte)
            case 0x0a: break
            case 0x0d: if index < text.count, text[index] == 0x0a { index += 1 }
            default: append(byte)
            }
        }

        private mutating func unicode() {
            guard index < text.count, text[index] == UInt8(ascii: "{") else { return append(unit: hexadecimal(4)) }
            index += 1
            append(unit: hexadecimal(text.count))
            if index < text.count, text[index] == UInt8(ascii: "}") { index += 1 }
        }

        private mutating func octal(_ first: UInt8) {
            var value = UInt32(first - UInt8(ascii: "0"))
            while index < text.count, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(text[index]), value < 32 {
                value = value * 8 + UInt32(text[index] - UInt8(ascii: "0"))
                index += 1
            }
            append(unit: value)
        }

        private mutating func hexadecimal(_ most: Int) -> UInt32 {
            var value: UInt32 = 0
            var count = 0
            while count < most, index < text.count, let digit = Character(Unicode.Scalar(text[index])).hexDigitValue {
                value = min(value, 0xff_ffff) << 4 | UInt32(digit)
                index += 1
                count += 1
            }
            return value
        }

        private mutating func append(_ byte: UInt8) {
            endPair()
            result.append(byte)
        }

        private mutating func append(unit: UInt32) {
            if let first = leading, 0xdc00...0xdfff ~= unit {
                leading = nil
                return append(scalar: 0x10000 + (first - 0xd800) << 10 + (unit - 0xdc00))
            }
            endPair()
            if 0xd800...0xdbff ~= unit { leading = unit } else { append(scalar: unit) }
        }

        private mutating func append(scalar: UInt32) {
            result.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{fffd}").utf8)
        }

        private mutating func endPair() {
            guard leading != nil else { return }
            leading = nil
            append(scalar: 0xfffd)
        }
    }
}
