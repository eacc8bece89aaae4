extension PostgresConnection {
    /// Runs `body` in a transaction, and again from its start where it got in the way of another transaction
    /// (SQLSTATE 40001, 40P01): so `body` must do nothing that it may not do twice, but in the database.
    package nonisolated func transaction<Value: Sendable>(
        isolation: PostgresIsolation = .readCommitted, readOnly: Bool = false, retry: PostgresRetry = .standard,
        _ body: @Sendable (PostgresSession) throws -> Value
    ) async throws -> Value {
        try await retry.run {
            try await self.run { try $0.transaction(isolation: isolation, readOnly: readOnly, body) }
        }
    }
}
