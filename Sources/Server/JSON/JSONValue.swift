/// One value of a document.
struct JSONValue: Sendable {
    let document: JSONDocument
    let index: Int

    private var node: JSONDocument.Node { document.nodes[index] }

    var kind: JSONDocument.Kind { node.kind }

    /// The value's own bytes, as sent.
    var bytes: ArraySlice<UInt8> { document.bytes[node.range] }

    /// The values within an array or an object, in order.
    var children: [JSONValue] {
        var children: [JSONValue] = []
        var next = index + 1
        while next < node.end {
            children.append(JSONValue(document: document, index: next))
            next = document.nodes[next].end
        }
        return children
    }

    /// Its name in the enclosing object; nil if that is not valid Unicode.
    var key: String? { JSONText.decode(document.bytes[node.key]) }

    /// Nil for a value that is not a string, and for a string with an escape of half a surrogate pair.
    var string: String? {
        guard kind == .string else { return nil }
        return JSONText.decode(bytes.dropFirst().dropLast())
    }

    var bool: Bool? {
        guard kind == .bool else { return nil }
        return bytes.first == UInt8(ascii: "t")
    }

    /// Nil for numbers with a fraction or an exponent, and for those that do not fit into 64 bits.
    var integer: Int? {
        guard kind == .number else { return nil }
        return Int(String(decoding: bytes, as: UTF8.self))
    }

    /// Whether it is written as an integer, however large.
    var isInteger: Bool {
        kind == .number
            && bytes.allSatisfy { $0 == UInt8(ascii: "-") || $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }
}

/// The contents of a JSON string.
enum JSONText {
    /// `written` has passed the scanner. Nil if an escape is half of a surrogate pair.
    static func decode(_ written: ArraySlice<UInt8>) -> String? {
        guard written.contains(UInt8(ascii: "\\")) else { return String(decoding: written, as: UTF8.self) }
        var text: [UInt16] = []
        var plain: [UInt8] = []
        var rest = written
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
                plain.append(byte)
                continue
            }
            text += String(decoding: plain, as: UTF8.self).utf16
            plain.removeAll(keepingCapacity: true)
            text.append(unit(escape, &rest))
        }
        text += String(decoding: plain, as: UTF8.self).utf16
        return String(validating: text, as: UTF16.self)
    }

    private static func unit(_ escape: UInt8, _ rest: inout ArraySlice<UInt8>) -> UInt16 {
        switch escape {
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "u"):
            let digits = String(decoding: rest.prefix(4), as: UTF8.self)
            rest = rest.dropFirst(4)
            return UInt16(digits, radix: 16) ?? 0xFFFD
        default: return UInt16(escape)
        }
    }
}
