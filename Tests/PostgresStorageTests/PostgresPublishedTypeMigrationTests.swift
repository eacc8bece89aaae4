import PostgresClient
import Storage
import StoreSupport
import Testing

@testable import PostgresStorage

@Suite("The migration that records published types, on PostgreSQL")
struct PostgresPublishedTypeMigrationTests {
    @Test("The types of events from before are known")
    func fills() async throws {
        try await TemporaryPostgresStore.with { store, url in
            try await store.pool.execute(
                """
                DROP TABLE published_types;
                DELETE FROM migrations WHERE name = '0022-published-types';
                \(EarlierEvents.rows(bytes: "''"))
                """)
            try await TemporaryPostgresStore.withStore(url) { store in try await EarlierEvents.check(store) }
        }
    }
}
