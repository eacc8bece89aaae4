package import Domain
package import Foundation
package import GRDB
import Storage

extension Row: StoredRow {
    package func integer(_ column: String) throws -> Int64? { try decode(forColumn: column) }
    package func boolean(_ column: String) throws -> Bool? { try decode(forColumn: column) }
    package func real(_ column: String) throws -> Double? { try decode(forColumn: column) }
    package func text(_ column: String) throws -> String? { try decode(forColumn: column) }
    package func bytes(_ column: String) throws -> Data? { try decode(forColumn: column) }
    package func deliveryID(_ column: String) throws -> DeliveryID? { try decode(forColumn: column) }

    /// The non-nil results of `make` for each row. The rows are read in place in SQLite: a copied row compares the
    /// requested name with those of all its columns, again for each column.
    static func all<Value>(
        _ db: Database, _ sql: String, _ arguments: StatementArguments, _ make: (Row) throws -> Value?
    ) throws -> [Value] {
        let rows = try fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        var values: [Value] = []
        while let row = try rows.next() {
            if let value = try make(row) { values.append(value) }
        }
        return values
    }

    /// The result of `make` for the first row; nil if there is none.
    static func first<Value>(
        _ db: Database, _ sql: String, _ arguments: StatementArguments, _ make: (Row) throws -> Value?
    ) throws -> Value? {
        let rows = try fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        // The row is valid as long as the cursor is.
        return try withExtendedLifetime(rows) { try rows.next().flatMap(make) }
    }
}
