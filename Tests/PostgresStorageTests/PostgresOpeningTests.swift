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
            let sentence = try await refusal(url)
            #expect(sentence.contains("newer version") && sentence.contains("9999-tomorrow"))
        }
    }

    @Test("A different key is refused with a sentence that says what to do")
    func anotherKey() async throws {
        try await TemporaryPostgresStore.with { _, url in
            let sentence = try await refusal(url, keyring: Keyring(current: .sample(2)))
            #expect(sentence.contains("PERFSEE_SECRET_KEY"))
        }
    }

    @Test("An obstacle is reported in a sentence without the password")
    func sentences() async throws {
        let server = try await TemporaryPostgres.shared()
        let guarded = TemporaryPostgres.guardedUser
        let wrong = "postgres://\(guarded):hunter2@127.0.0.1:\(server.port)/postgres"
        #expect(try await refusal(wrong).contains("refuses the user or the password"))
        #expect(try await !refusal(wrong).contains("hunter2"))
        #expect(try await refusal(server.url(database: "nowhere")).contains("no such database"))
        #expect(try await refusal("postgres://127.0.0.1:\(server.port)x/").contains("port"))
        try await TemporaryPostgresStore.withDatabase { url in
            let password = TemporaryPostgres.guardedPassword.split(separator: " ").joined(separator: "%20")
            let other = url.split(separator: "postgres@").joined(separator: "\(guarded):\(password)@")
            let sentence = try await refusal(other)
            #expect(sentence.contains("may not make tables"))
        }
    }

    private func open(_ url: String) async throws -> PostgresStore {
        try await PostgresStore.open(
            url, keyring: TemporaryPostgresStore.keyring, at: TemporaryPostgresStore.start)
    }

    private func refusal(
        _ url: String, keyring: Keyring = TemporaryPostgresStore.keyring
    ) async throws -> String {
        let error = await #expect(throws: StoreOpeningError.self) {
            _ = try await PostgresStore.open(url, keyring: keyring, at: TemporaryPostgresStore.start)
        }
        return error?.description ?? ""
    }
}
