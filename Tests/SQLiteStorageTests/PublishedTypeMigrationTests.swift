import GRDB
import StoreSupport
import TestSupport
import Testing

@testable import SQLiteStorage

@Suite("The migration that records published types")
struct PublishedTypeMigrationTests {
    @Test("The types of events from before are known")
    func fills() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/perfsee.db"
            let database = try DatabaseQueue(path: path)
            try Migrations.all.migrate(database, upTo: "0022-throttling")
            try await database.write { try $0.execute(sql: EarlierEvents.rows(bytes: "x''")) }
            try database.close()
            let store = try await SQLiteStore.open(path: path, keyring: TemporaryPostgresStore.keyring)
            let result: Result<Void, any Error>
            do { result = .success(try await EarlierEvents.check(store)) } catch { result = .failure(error) }
            try await store.close()
            try result.get()
        }
    }
}
