import GRDB
import Storage
import StoreSupport
import TestSupport
import Testing

@testable import SQLiteStorage

@Suite("The migration to the history of packages")
struct HistoryMigrationTests {
    @Test("Artifacts that passed before wait for their packages to be recorded, the newest first")
    func waits() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/perfsee.db"
            let database = try DatabaseQueue(path: path)
            try Migrations.all.migrate(database, upTo: "0026-prepared-secrets")
            try await database.write { try $0.execute(sql: EarlierBaselines.rows) }
            try database.close()
            let store = try await SQLiteStore.open(path: path, keyring: TemporaryPostgresStore.keyring)
            var rows: [Int64] = []
            while let next = try await store.unlistedArtifact(before: rows.last) { rows.append(next.row) }
            let builds = try await store.builds(in: 7, matching: HistoryFilter(), before: nil, limit: 9)
            try await store.close()
            #expect(rows == [6, 5, 4, 3, 2, 1])
            #expect(builds.count == 4 && builds.allSatisfy { $0.packageTotal == nil })
        }
    }
}
