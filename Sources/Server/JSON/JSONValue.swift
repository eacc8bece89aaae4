import JSONLexing

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
    var key: String? { Self.text(document.bytes[node.key]) }

    /// Nil for a value that is not a string, and for a string with an escape of half a surrogate pair.
    var string: String? {
        guard kind == .string else { return nil }
        return Self.text(bytes.dropFirst().dropLast())
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

    private static func text(_ written: ArraySlice<UInt8>) -> String? {
        guard written.contains(UInt8(ascii: "\\")) else { return String(decoding: written, as: UTF8.self) }
        return written.withUnsafeBufferPointer(JSONText.decoded)
    }
}
