import GRDB

extension Database {
    /// Runs `body` in a transaction that takes the write lock at once, and commits it, or rolls it back if `body` or
    /// the commit throws.
    ///
    /// GRDB's own method compiles BEGIN and COMMIT each time, which costs as much as writing two rows.
    func immediateTransaction<Value>(_ body: () throws -> Value) throws -> Value {
        let begin = try cachedStatement(sql: "BEGIN IMMEDIATE TRANSACTION")
        let commit = try cachedStatement(sql: "COMMIT TRANSACTION")
        try begin.execute()
        do {
            let value = try body()
            // SQLite ends a transaction on its own if, for example, the disk is full; COMMIT then fails, and so does
            // everything.
            try commit.execute()
            return value
        } catch {
            // The caller needs to see the first error.
            try? rollback()
            throw error
        }
    }
}
