import Synchronization

/// A pool of connections to one database: opened when needed, checked before use, replaced when broken or old.
///
/// It works without `run`, which keeps the minimum open and closes connections that are idle for long.
package final class PostgresPool: Sendable {
    package let settings: PostgresSettings
    package let limits: PostgresPoolLimits
    let time: PostgresTime
    let state: Mutex<PoolState>

    /// Opens no connection yet. Throws `PostgresError` (`.invalid`) for invalid limits.
    package init(
        _ settings: PostgresSettings, limits: PostgresPoolLimits = PostgresPoolLimits(), time: PostgresTime = .system
    ) throws {
        try limits.check()
        self.settings = settings
        self.limits = limits
        self.time = time
        state = Mutex(PoolState(limits))
    }

    /// Lends a connection for the duration of `body`. A connection that is returned in a transaction is closed.
    ///
    /// Throws what `body` throws, and `PostgresError` if no connection was available: `.timeout`, `.exhausted`,
    /// `.unavailable`, `.connectFailed` (wrong password, no such database), `.cancelled`, `.closed`.
    package func withConnection<Value>(
        isolation: isolated (any Actor)? = #isolation, _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        let lease = try await acquire()
        do {
            let value = try await body(lease.connection)
            await release(lease)
            return value
        } catch {
            await release(lease)
            throw error
        }
    }

    /// Runs `body` on the thread of a connection; see `PostgresConnection.run`.
    package func run<Value: Sendable>(_ body: @Sendable (PostgresSession) throws -> Value) async throws -> Value {
        try await withConnection { try await $0.run(body) }
    }

    /// Runs one statement; see `PostgresSession.query`.
    @discardableResult
    package func query<each Value: PostgresEncodable & Sendable>(
        _ sql: String, _ values: repeat each Value
    ) async throws -> PostgresResult {
        var parameters = PostgresParameters()
        repeat parameters.append(each values)
        return try await run { [parameters] in try $0.query(sql, parameters: parameters) }
    }

    /// Runs statements without parameters; see `PostgresSession.execute`.
    @discardableResult
    package func execute(_ sql: String) async throws -> PostgresResult {
        try await run { try $0.execute(sql) }
    }

    /// Runs `body` in a transaction, and restarts it from the beginning, on any connection, if it conflicted with
    /// another (SQLSTATE 40001, 40P01) or the connection was lost before COMMIT was sent. So except in the database,
    /// `body` must not do anything that must not happen twice.
    package func transaction<Value: Sendable>(
        isolation: PostgresIsolation = .readCommitted, readOnly: Bool = false, retry: PostgresRetry = .standard,
        _ body: @Sendable (PostgresSession) throws -> Value
    ) async throws -> Value {
        try await retry.run(where: { $0.isRetryable || $0.kind == .connectionLost }) {
            try await self.run { try $0.transaction(isolation: isolation, readOnly: readOnly, body) }
        }
    }

    /// The current state of the pool, for metrics.
    package var counts: PostgresPoolCounts {
        state.withLock {
            PostgresPoolCounts(
                idle: $0.idle.count, leased: $0.leased.count, opening: $0.opening, waiting: $0.waiting,
                isServerAway: $0.outage != nil)
        }
    }
}

/// How many connections a pool has, and how many wait for one.
package struct PostgresPoolCounts: Hashable, Sendable {
    package let idle: Int
    package let leased: Int
    package let opening: Int
    package let waiting: Int
    package let isServerAway: Bool
}
