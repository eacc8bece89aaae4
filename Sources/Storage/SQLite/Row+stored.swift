import GRDB

extension Row: StoredRow {
    func column<Value: StoredValue>(_ name: String) throws -> Value {
        self[name]
    }

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
