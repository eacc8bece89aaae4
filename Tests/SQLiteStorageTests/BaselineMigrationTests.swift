import GRDB
import Storage
import StoreSupport
import TestSupport
import Testing

@testable import SQLiteStorage

@Suite("The migration to baselines by ancestors")
struct BaselineMigrationTests {
    @Test("Rules from before keep their meaning, and a baseline branch that was never in use is not set")
    func keeps() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/perfsee.db"
            let database = try DatabaseQueue(path: path)
            try Migrations.all.migrate(database, upTo: "0020-reanalysis")
            try await database.write { try $0.execute(sql: EarlierBaselines.rows) }
            try database.close()
            let store = try await SQLiteStore.open(path: path, keyring: TemporaryPostgresStore.keyring)
            let result: Result<Void, any Error>
            do { result = .success(try await EarlierBaselines.check(store)) } catch { result = .failure(error) }
            try await store.close()
            try result.get()
        }
    }
}
