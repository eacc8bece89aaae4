package import Domain
package import Foundation

/// A row of a table as every backend reads it, so that the meaning of a row is defined once.
///
/// Each method returns nil for NULL, and throws if the row has no such column or the column has another type.
package protocol StoredRow {
    func integer(_ column: String) throws -> Int64?
    func boolean(_ column: String) throws -> Bool?
    func real(_ column: String) throws -> Double?
    func text(_ column: String) throws -> String?
    func bytes(_ column: String) throws -> Data?
    func deliveryID(_ column: String) throws -> DeliveryID?
}

extension StoredRow {
    /// Throws `UnexpectedNull` for NULL.
    package subscript<Value: StoredValue>(_ column: String) -> Value {
        get throws {
            guard let value = try Value.read(column, of: self) else { throw UnexpectedNull(column: column) }
            return value
        }
    }

    /// Nil for NULL.
    package subscript<Value: StoredValue>(_ column: String) -> Value? {
        get throws { try Value.read(column, of: self) }
    }
}

/// A column that always has a value is NULL.
package struct UnexpectedNull: Error, CustomStringConvertible {
    let column: String

    package var description: String { "UnexpectedNull: \(column)" }
}
