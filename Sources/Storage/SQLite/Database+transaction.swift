import GRDB

extension Database {
    /// Runs `body` in a transaction that takes the lock for writing at once, and commits it; or rolls it back, where
    /// `body` throws, or the commit does.
    ///
    /// GRDB's own way compiles BEGIN and COMMIT anew each time, which costs as much as writing two rows.
    func immediateTransaction<Value>(_ body: () throws -> Value) throws -> Value {
        let begin = try cachedStatement(sql: "BEGIN IMMEDIATE TRANSACTION")
        let commit = try cachedStatement(sql: "COMMIT TRANSACTION")
        try begin.execute()
        do {
            let value = try body()
            // SQLite ends a transaction by itself where the disk is full, say; COMMIT then fails, and so all of it.
            try commit.execute()
            return value
        } catch {
            // What was thrown first is what the caller has to hear.
            try? rollback()
            throw error
        }
    }
}
