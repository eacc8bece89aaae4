import Domain
import PostgresClient
import Storage
import StoreSupport
import Testing

@testable import PostgresStorage

@Suite("The migration to coded messages of artifacts, on PostgreSQL")
struct PostgresArtifactMessageMigrationTests {
    @Test("A failure and warnings from before have their English texts")
    func keeps() async throws {
        try await TemporaryPostgresStore.with { store, url in
            try await store.pool.execute(
                """
                ALTER TABLE artifacts DROP COLUMN failure, DROP COLUMN warning_codes;
                DELETE FROM migrations WHERE name = '0018-artifact-messages';
                \(EarlierArtifacts.rows)
                """)
            try await TemporaryPostgresStore.withStore(url) { store in
                var artifacts: [Artifact] = []
                for id in [1, 2] as [Int64] {
                    artifacts.append(try #require(try await store.artifact(id, in: 7)))
                }
                EarlierArtifacts.check(artifacts)
            }
        }
    }
}
