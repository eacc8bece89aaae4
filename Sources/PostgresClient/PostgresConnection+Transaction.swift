extension PostgresConnection {
    /// Runs `body` in a transaction, and restarts it from the beginning if it conflicted with another transaction
    /// (SQLSTATE 40001, 40P01). So except in the database, `body` must not do anything that must not happen twice.
    package nonisolated func transaction<Value: Sendable>(
        isolation: PostgresIsolation = .readCommitted, readOnly: Bool = false, retry: PostgresRetry = .standard,
        _ body: @Sendable (PostgresSession) throws -> Value
    ) async throws -> Value {
        try await retry.run {
            try await self.run { try $0.transaction(isolation: isolation, readOnly: readOnly, body) }
        }
    }
}
