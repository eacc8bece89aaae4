import Foundation

/// Small values that no query looks into, as JSON in a text column.
package enum JSONColumn {
    package static func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    package static func value<Value: Decodable>(_ text: String?, as type: Value.Type = Value.self) throws -> Value? {
        guard let text else { return nil }
        return try JSONDecoder().decode(type, from: Data(text.utf8))
    }

    /// The list in a column; empty for NULL. Most lists are empty, and those need no decoder.
    package static func list<Element: Decodable>(_ text: String?) throws -> [Element] {
        guard let text, text != "[]" else { return [] }
        return try value(text) ?? []
    }
}
