import GRDB
import PostgresClient
import StoreSupport
import Testing

@testable import PostgresStorage
@testable import SQLiteStorage

@Suite("The write check of a store")
struct WriteCheckTests {
    @Test("The check writes: a database that can only be read is not enough")
    func sqlite() async throws {
        try await TemporarySQLite().with { store, _ in
            try await store.check()
            try await store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = ON") }
            _ = try await store.project("perfsee")
            await #expect(throws: (any Error).self) { try await store.check() }
            try await store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = OFF") }
            try await store.check()
        }
    }

    @Test("On PostgreSQL, the check is a commit that leaves a trace")
    func postgres() async throws {
        try await TemporaryPostgresStore.with { store, _ in
            func traces() async throws -> Int64 {
                try await store.pool.query("SELECT coalesce(sum(number), 0)::bigint FROM commits").value() ?? 0
            }
            let before = try await traces()
            try await store.check()
            #expect(try await traces() > before)
        }
    }
}
