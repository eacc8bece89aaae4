import GRDB

extension Row: StoredRow {
    func column<Value: StoredValue>(_ name: String) throws -> Value {
        self[name]
    }

    /// What `make` makes of each row of the answer, but nil. The rows are read where SQLite holds them: a copied row
    /// compares the name that is asked for with those of all its columns, anew for each column.
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

    /// What `make` makes of the first row of the answer; nil where there is none.
    static func first<Value>(
        _ db: Database, _ sql: String, _ arguments: StatementArguments, _ make: (Row) throws -> Value?
    ) throws -> Value? {
        let rows = try fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        // The row is there as long as the cursor is.
        return try withExtendedLifetime(rows) { try rows.next().flatMap(make) }
    }
}
