import Domain
import GRDB
import Storage
import StoreSupport
import Testing

@testable import SQLiteStorage

@Suite("The migration to coded messages of artifacts")
struct ArtifactMessageMigrationTests {
    @Test("A failure and warnings from before have their English texts")
    func keeps() throws {
        let database = try DatabaseQueue()
        try Migrations.all.migrate(database, upTo: "0017-quotas")
        try database.write { try $0.execute(sql: EarlierArtifacts.rows) }
        try Migrations.all.migrate(database)
        try database.read { db in
            EarlierArtifacts.check(
                try Row.fetchAll(db, sql: "SELECT * FROM artifacts ORDER BY id").map(Artifact.init(row:)))
        }
    }
}
