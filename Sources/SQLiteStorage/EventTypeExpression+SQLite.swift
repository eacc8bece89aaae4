import Domain
import Foundation

/// An event type expression as a condition on the column `event_type`, with one argument.
struct EventTypeCondition {
    let sql: String
    let argument: String

    /// A single type is compared as it is, so that an index with the column serves.
    init(_ expression: EventTypeExpression) throws {
        if let type = expression.onlyType {
            sql = "event_type = ?"
            argument = type
        } else {
            sql = "EXISTS (SELECT 1 FROM json_each(?) AS items WHERE event_type GLOB items.value)"
            let globs = expression.itemTexts.map(Self.glob)
            argument = String(decoding: try JSONEncoder().encode(globs), as: UTF8.self)
        }
    }

    /// The characters that have a meaning in SQLite's patterns, other than `*`, stand for themselves.
    private static func glob(_ item: String) -> String {
        item.replacing("[", with: "[[]").replacing("?", with: "[?]")
    }
}
