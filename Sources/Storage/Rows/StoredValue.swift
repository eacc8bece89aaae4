package import Domain
package import Foundation

/// A value that every backend can read from a column; use an optional for columns that may be NULL.
package protocol StoredValue {
    /// Nil for NULL.
    static func read(_ column: String, of row: some StoredRow) throws -> Self?
}

extension Int64: StoredValue {
    package static func read(_ column: String, of row: some StoredRow) throws -> Int64? { try row.integer(column) }
}

extension Int: StoredValue {
    package static func read(_ column: String, of row: some StoredRow) throws -> Int? {
        try row.integer(column).map { Int($0) }
    }
}

extension Bool: StoredValue {
    package static func read(_ column: String, of row: some StoredRow) throws -> Bool? { try row.boolean(column) }
}

extension Double: StoredValue {
    package static func read(_ column: String, of row: some StoredRow) throws -> Double? { try row.real(column) }
}

extension String: StoredValue {
    package static func read(_ column: String, of row: some StoredRow) throws -> String? { try row.text(column) }
}

extension Data: StoredValue {
    package static func read(_ column: String, of row: some StoredRow) throws -> Data? { try row.bytes(column) }
}

extension DeliveryID: StoredValue {
    package static func read(_ column: String, of row: some StoredRow) throws -> DeliveryID? {
        try row.deliveryID(column)
    }
}
