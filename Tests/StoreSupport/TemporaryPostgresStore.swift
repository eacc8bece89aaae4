package import Domain
import PostgresClient
package import PostgresStorage
import PostgresSupport
package import Signing
package import Storage
import Synchronization
import TestSupport

/// Stores in databases of their own, on the one server that the tests of this process share.
package struct TemporaryPostgresStore: StoreBackend {
    package static let keyring = Keyring(current: .sample(1))
    /// When they are opened: the day of the checks, whose partitions exist from the start.
    package static let start = Timestamp(milliseconds: 1_700_000_000_000)
    private static let count = Atomic(0)

    package init() {}

    package func withStore(_ body: @Sendable (any Store) async throws -> Void) async throws {
        try await Self.with { store, _ in try await body(store) }
    }

    /// `body` is given a store and the URL of its database, which is removed afterward.
    package static func with<Value>(_ body: (PostgresStore, String) async throws -> Value) async throws -> Value {
        _ = try await template.value
        await places.take()
        defer { places.giveBack() }
        return try await withDatabase(template: templateName) { url in
            try await withStore(url) { try await body($0, url) }
        }
    }

    /// Another store on the database, as another node would have.
    package static func withStore<Value>(_ url: String, _ body: (PostgresStore) async throws -> Value) async throws
        -> Value
    {
        let store = try await open(url)
        let (connections, connected) = AsyncStream<Void>.makeStream()
        let service = PostgresStoreService(store) { connected.yield() }
        let running = Task { try await service.run() }
        await connections.first { true }
        let result: Result<Value, any Error>
        do { result = .success(try await body(store)) } catch { result = .failure(error) }
        running.cancel()
        _ = await running.result
        try await store.close()
        return try result.get()
    }

    /// A store whose service does not run.
    package static func open(_ url: String, keyring: Keyring = keyring) async throws -> PostgresStore {
        try await PostgresStore.open(url, keyring: keyring, clock: ManualTime(now: start))
    }

    /// An empty database, or a copy of one.
    package static func withDatabase<Value>(
        template: String = "template0", _ body: (String) async throws -> Value
    ) async throws -> Value {
        let name = "store_\(count.add(1, ordering: .relaxed).newValue)"
        let server = try await TemporaryPostgres.shared()
        try await run("CREATE DATABASE \(name) TEMPLATE \(template) STRATEGY file_copy")
        do {
            let value = try await body(server.url(database: name))
            try await run("DROP DATABASE \(name) WITH (FORCE)")
            return value
        } catch {
            try await run("DROP DATABASE \(name) WITH (FORCE)")
            throw error
        }
    }

    /// Each store has several connections, and the server's number is limited.
    private static let places = Places(12)
    private static let templateName = "perfsee_template"

    /// Migrated once, copied for each test.
    private static let template = Task {
        let server = try await TemporaryPostgres.shared()
        try await run("CREATE DATABASE \(templateName)")
        try await open(server.url(database: templateName)).close()
    }

    private static func run(_ sql: String) async throws {
        _ = try await administration.value.execute(sql)
    }

    /// What makes and drops databases. Its connections are kept: each costs the server a process.
    private static let administration = Task {
        let server = try await TemporaryPostgres.shared()
        var limits = PostgresPoolLimits(minimum: 0, maximum: 4)
        // A busy machine is no fault of the pool.
        limits.acquireTimeout = .seconds(120)
        return try PostgresPool(try server.settings(), limits: limits, time: .system)
    }
}
