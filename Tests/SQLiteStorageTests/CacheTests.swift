import GRDB
import StoreSupport
import Testing

@testable import SQLiteStorage

@Suite("What connections to SQLite keep in memory")
struct CacheTests {
    @Test("A connection that reads keeps less of the file in memory than the one that writes")
    func sizes() async throws {
        try await TemporarySQLite().with { store, _ in
            let size = "PRAGMA cache_size"
            let writer = try await store.commits.write { try Int.fetchOne($0.db, sql: size) }
            let reader = try await store.pool.read { try Int.fetchOne($0, sql: size) }
            #expect(writer == -SQLiteStore.cache.writer)
            #expect(reader == -SQLiteStore.cache.reader)
            #expect(SQLiteStore.cache.reader < SQLiteStore.cache.writer)
        }
    }
}
