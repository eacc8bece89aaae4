import PostgresClient
import Storage
import StoreSupport
import Testing

@testable import PostgresStorage

@Suite("The migration to baselines by ancestors, on PostgreSQL")
struct PostgresBaselineMigrationTests {
    @Test("Rules from before keep their meaning, and a baseline branch that was never in use is not set")
    func keeps() async throws {
        try await TemporaryPostgresStore.with { store, url in
            // Indexes go with their columns.
            try await store.pool.execute(
                """
                ALTER TABLE artifacts DROP COLUMN base_commits, DROP COLUMN base_branch, DROP COLUMN is_fork,
                    DROP COLUMN pull_request, DROP COLUMN baseline_distance, DROP COLUMN imports_key;
                CREATE INDEX artifacts_passed_hash ON artifacts (project, name, hash, id) WHERE status = 'Passed';
                DELETE FROM migrations WHERE name = '0020-baselines';
                \(EarlierBaselines.rows)
                """)
            try await TemporaryPostgresStore.withStore(url) { store in try await EarlierBaselines.check(store) }
        }
    }
}
