import PostgresClient
import PostgresSupport
import Testing

/// Runs `body` with a connection to a database of its own.
func withConnection(
    _ change: (inout PostgresSettings) -> Void = { _ in }, _ body: (PostgresConnection) async throws -> Void
) async throws {
    var settings = try await TemporaryPostgres.shared().makeDatabase()
    change(&settings)
    let connection = try await PostgresConnection.connect(settings)
    do { try await body(connection) } catch {
        await connection.close()
        throw error
    }
    await connection.close()
}

/// Runs `body` with a pool for a database of its own.
func withPool(
    _ change: (inout PostgresPoolLimits) -> Void = { _ in }, time: PostgresTime = .system,
    _ body: (PostgresPool) async throws -> Void
) async throws {
    var limits = PostgresPoolLimits(maximum: 4)
    // A busy machine is no fault of the pool; a test that is about waiting says how long.
    limits.acquireTimeout = .seconds(120)
    change(&limits)
    let pool = try PostgresPool(try await TemporaryPostgres.shared().makeDatabase(), limits: limits, time: time)
    do { try await body(pool) } catch {
        await pool.close()
        throw error
    }
    await pool.close()
}

/// The `PostgresError` that `body` throws; the test fails where there is none.
func failure(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async -> PostgresError {
    do {
        try await body()
        Issue.record("no error", sourceLocation: sourceLocation)
    } catch let error as PostgresError {
        return error
    } catch {
        Issue.record("another error: \(error)", sourceLocation: sourceLocation)
    }
    return PostgresError(.invalid, "there was none")
}

/// Asks `condition` again and again, with a question to the server in between, until it is true: at most for `limit`.
func eventually(
    within limit: Duration = .seconds(20), sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + limit
    while try await !condition() {
        try #require(ContinuousClock.now < end, "not within \(limit)", sourceLocation: sourceLocation)
        await Task.yield()
    }
}

/// That the connection can be used.
func expectUsable(
    _ connection: PostgresConnection, sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let rows = try await connection.query("SELECT 1")
    #expect(rows.count == 1, sourceLocation: sourceLocation)
}
