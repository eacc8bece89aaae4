import GRDB
import PostgresClient

/// A value that every backend can read from a column; use an optional for columns that may be NULL.
typealias StoredValue = DatabaseValueConvertible & PostgresDecodable

/// A row of a table as every backend reads it, so that the meaning of a row is defined once.
protocol StoredRow {
    func column<Value: StoredValue>(_ name: String) throws -> Value
}

extension StoredRow {
    subscript<Value: StoredValue>(_ name: String) -> Value {
        get throws { try column(name) }
    }
}
