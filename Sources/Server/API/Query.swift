import Domain
import Hummingbird

/// The parameters of a query or of a form.
struct Query: Sendable {
    /// In the order sent; nil for a value that is not UTF-8, or that holds a NUL, which no store accepts in text.
    let parameters: [(name: String, value: String?)]
    /// The query as it was sent.
    let text: String

    init(_ request: Request) {
        let parts = (request.head.path ?? "").split(byte: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let query = parts.count > 1 ? parts[1].split(byte: "#", maxSplits: 1, omittingEmptySubsequences: false) : []
        self.init(text: String(query.first ?? ""))
    }

    /// - Parameter text: `name=value` pairs separated by `&`: a query, or a form that a browser sends.
    init(text: String) {
        self.text = text
        parameters = text.split(byte: "&").map { pair in
            let parts = pair.split(byte: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decode(parts[0]) ?? String(parts[0]), parts.count > 1 ? Self.decode(parts[1]) : "")
        }
    }

    /// Percent-decoded, with `+` read as a space; nil if the result is not UTF-8, or holds a NUL.
    private static func decode(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(Substring(rest.prefix(2))), radix: 16),
                rest.prefix(2).allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }), rest.count >= 2
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
            }
        }
        return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    }
}

/// How a query parameter is described.
struct QueryParameter: Sendable {
    var name: String
    var schema: Schema
    var isRequired = false
}
