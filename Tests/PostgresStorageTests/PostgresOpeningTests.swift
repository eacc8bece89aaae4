import Domain
import PostgresClient
import PostgresSupport
import Signing
import Storage
import StoreSupport
import TestSupport
import Testing

@testable import PostgresStorage

@Suite("Opening a PostgreSQL database")
struct PostgresOpeningTests {
    @Test("Ten nodes that start at once migrate once, and all of them open")
    func tenAtOnce() async throws {
        try await TemporaryPostgresStore.withDatabase { url in
            let stores = try await withThrowingTaskGroup(of: PostgresStore.self) { group in
                for _ in 0..<10 { group.addTask { try await open(url) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let project = try await StoreFixture(store: stores[0]).project()
            for store in stores { #expect(try await store.project("perfsee") == project) }
            let applied = try await stores[0].pool.query("SELECT count(*) FROM migrations").value(as: Int.self)
            #expect(applied == PostgresMigrations.steps.count)
            for store in stores { try await store.close() }
        }
    }

    @Test("A database migrated by a newer version is refused and left unchanged")
    func newer() async throws {
        try await TemporaryPostgresStore.with { store, url in
            try await store.pool.execute("INSERT INTO migrations (name) VALUES ('9999-tomorrow')")
            #expect(try await refusal(url) == .newerDatabase(migrations: ["9999-tomorrow"]))
        }
    }

    @Test("A different key is refused")
    func anotherKey() async throws {
        try await TemporaryPostgresStore.with { _, url in
            let error = try await refusal(url, keyring: Keyring(current: .sample(2)))
            #expect(error == .otherKey)
        }
    }

    @Test("An obstacle is told apart from others, and reported without the password")
    func obstacles() async throws {
        let server = try await TemporaryPostgres.shared()
        let guarded = TemporaryPostgres.guardedUser
        let wrong = "postgres://\(guarded):hunter2@127.0.0.1:\(server.port)/postgres"
        let credentials = try await obstacle(wrong)
        #expect(credentials?.0 == .credentials && credentials?.reason.contains("hunter2") == false)
        #expect(try await obstacle(server.url(database: "nowhere"))?.0 == .noDatabase)
        let port = try await obstacle("postgres://127.0.0.1:\(server.port)x/")
        #expect(port?.0 == .other && port?.reason.contains("port") == true)
        try await TemporaryPostgresStore.withDatabase { url in
            let password = TemporaryPostgres.guardedPassword.split(separator: " ").joined(separator: "%20")
            let other = url.split(separator: "postgres@").joined(separator: "\(guarded):\(password)@")
            let permission = try await obstacle(other)
            #expect(permission?.0 == .noPermission)
        }
    }

    private func open(_ url: String) async throws -> PostgresStore {
        try await TemporaryPostgresStore.open(url)
    }

    private func refusal(
        _ url: String, keyring: Keyring = TemporaryPostgresStore.keyring
    ) async throws -> StoreOpeningError? {
        await #expect(throws: StoreOpeningError.self) {
            _ = try await TemporaryPostgresStore.open(url, keyring: keyring)
        }
    }

    private func obstacle(_ url: String) async throws -> (PostgresRefusal, reason: String)? {
        guard case .postgres(let refusal, let reason) = try await refusal(url) else { return nil }
        return (refusal, reason)
    }
}
