/// Writes JSON in the order of the calls: the wire format fixes the order of fields, which encoders do not preserve.
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init() {}

    package mutating func object(_ key: String? = nil, _ fields: (inout JSONWriter) throws -> Void) rethrows {
        try nested(key, open: "{", close: "}", fields)
    }

    package mutating func array(_ key: String? = nil, _ items: (inout JSONWriter) throws -> Void) rethrows {
        try nested(key, open: "[", close: "]", items)
    }

    package mutating func string(_ key: String? = nil, _ value: String?) {
        guard let value else { return null(key) }
        begin(key)
        quote(value)
    }

    package mutating func integer(_ key: String? = nil, _ value: (some FixedWidthInteger)?) {
        guard let value else { return null(key) }
        begin(key)
        bytes += String(value).utf8
    }

    /// Rounded to three decimals; a value that is not finite becomes null.
    package mutating func number(_ key: String? = nil, _ value: Double?) {
        guard let value, value.isFinite else { return null(key) }
        // A number this large has no decimals, and would overflow on the way.
        let rounded = abs(value) < 1e15 ? (value * 1000).rounded() / 1000 : value
        begin(key)
        bytes += (rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int64(rounded)) : "\(rounded)").utf8
    }

    package mutating func bool(_ key: String? = nil, _ value: Bool) {
        begin(key)
        bytes += (value ? "true" : "false").utf8
    }

    package mutating func time(_ key: String? = nil, _ value: Timestamp?) {
        string(key, value?.iso8601)
    }

    package mutating func null(_ key: String? = nil) {
        begin(key)
        bytes += "null".utf8
    }

    /// Bytes that are JSON already.
    package mutating func raw(_ key: String? = nil, _ json: some Sequence<UInt8>) {
        begin(key)
        bytes += json
    }

    private mutating func nested(
        _ key: String?, open: Unicode.Scalar, close: Unicode.Scalar, _ body: (inout JSONWriter) throws -> Void
    ) rethrows {
        begin(key)
        bytes.append(UInt8(ascii: open))
        needsComma = false
        try body(&self)
        bytes.append(UInt8(ascii: close))
        needsComma = true
    }

    private mutating func begin(_ key: String?) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
        guard let key else { return }
        quote(key)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: bytes += #"\n"#.utf8
            case 0x0D: bytes += #"\r"#.utf8
            case 0x09: bytes += #"\t"#.utf8
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += #"\u00"#.utf8
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 0xF)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
