import CLibPQ

extension PostgresSession {
    /// Runs `body` in a transaction: committed when it returns, rolled back when it throws. Runs it only once; the
    /// `transaction` methods of the connection and the pool retry when that helps.
    ///
    /// BEGIN is sent with the first statement, COMMIT with those that were postponed last: neither costs a round trip of
    /// its own.
    ///
    /// Throws `PostgresError`; `.commitOutcomeUnknown` if the connection was lost after COMMIT was sent, and `.server`
    /// with 25P02 if `body` returned even though one of its statements had failed.
    package func transaction<Value>(
        isolation: PostgresIsolation = .readCommitted, readOnly: Bool = false,
        _ body: (PostgresSession) throws -> Value
    ) throws -> Value {
        guard !isInTransaction else {
            throw PostgresError.invalid("a transaction was begun within another; savepoint is for that")
        }
        try deallocateRetired()
        _ = try wire.idle()
        try postponed.add("BEGIN ISOLATION LEVEL \(isolation.rawValue) READ \(readOnly ? "ONLY" : "WRITE")")
        do {
            let value = try body(self)
            try commit()
            return value
        } catch {
            rollBack()
            throw error
        }
    }

    /// Runs `body` as a part of the open transaction that can fail separately: what it did is rolled back if it throws,
    /// and the transaction goes on.
    package func savepoint<Value>(_ body: (PostgresSession) throws -> Value) throws -> Value {
        guard isInTransaction else { throw PostgresError.invalid("a savepoint needs a transaction around it") }
        savepoints += 1
        let name = "p\(savepoints)"
        try execute("SAVEPOINT \(name)")
        do {
            let value = try body(self)
            try execute("RELEASE \(name)")
            return value
        } catch {
            // What it postponed and did not send is not to be sent at all.
            postponed = PostgresPipeline()
            undo(name)
            throw error
        }
    }

    private func commit() throws {
        guard isInTransactionThere || postponed.count != 1 else {
            // There is BEGIN alone.
            postponed = PostgresPipeline()
            return
        }
        // If anything fails up to here, nothing was sent.
        _ = try wire.idle()
        let result = try shielded { try sendCommit() }
        guard result.command == "COMMIT" else {
            throw PostgresError(
                .server, "the transaction was rolled back: one of its statements had failed",
                sqlState: .inFailedTransaction)
        }
    }

    private func sendCommit() throws -> PostgresResult {
        do {
            return try query("COMMIT")
        } catch let error as PostgresError where error.isFatal {
            throw error.with(.commitOutcomeUnknown)
        }
    }

    private func rollBack() {
        postponed = PostgresPipeline()
        guard isInTransactionThere else { return }
        do {
            try shielded { _ = try execute("ROLLBACK") }
        } catch {
            // A transaction that nobody ends holds its locks: better to have no connection.
            wire.abandon(PostgresError(.connectionLost, "a transaction could not be rolled back"))
        }
    }

    private func undo(_ savepoint: String) {
        guard isInTransaction else { return }
        // If this fails, the transaction has failed, and its end reports that.
        try? shielded { _ = try execute("ROLLBACK TO \(savepoint); RELEASE \(savepoint)") }
    }
}
