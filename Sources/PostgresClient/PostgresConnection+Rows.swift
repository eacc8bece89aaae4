extension PostgresConnection {
    /// Passes the rows of a statement to `body`, several at a time, for slow readers such as an HTTP response: the
    /// server sends no faster than they read. Memory use stays flat. No other statement may use the connection until
    /// the end.
    package nonisolated(nonsending) func forEachBatch<each Value: PostgresEncodable & Sendable>(
        of size: Int, _ sql: String, _ values: repeat each Value,
        do body: nonisolated(nonsending) ([PostgresRow]) async throws -> Void
    ) async throws {
        var parameters = PostgresParameters()
        repeat parameters.append(each values)
        try await run { [parameters] in try $0.openRows(sql, parameters) }
        do {
            while case let rows = try await run({ try $0.nextRows(size) }), !rows.isEmpty { try await body(rows) }
        } catch {
            try? await run { $0.endStream() }
            throw error
        }
    }
}
