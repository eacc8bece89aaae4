import PostgresClient
import StoreSupport
import Testing

@testable import PostgresStorage
@testable import Storage

@Suite("Exported columns of PostgreSQL")
struct PostgresTransferCatalogTests {
    /// Columns that are not part of a store's data.
    private static let stays: Set<String> = [
        "access_versions.id", "access_versions.version", "meta.key", "meta.value", "migrations.name", "webhooks.owner",
        // Starts over in the importing store: what was published today.
        "event_usage.project", "event_usage.day", "event_usage.events", "event_usage.bytes",
        // Communication between nodes.
        "accounts.subscriptions_version", "projects.subscriptions_version", "webhooks.probe_lease",
        "webhooks.probe_until", "webhook_shares.webhook", "webhook_shares.node", "webhook_shares.wanted",
        "webhook_shares.held", "webhook_shares.until", "commits.slot", "commits.number", "commits.at",
        // Exported as blobs.
        "blobs.key", "blobs.write", "blobs.size", "blobs.chunk_bytes", "blob_chunks.write", "blob_chunks.number",
        "blob_chunks.bytes", "blob_chunks.created_at",
    ]

    @Test("Every column of the database is exported with its kind, except those known to stay")
    func columns() async throws {
        try await TemporaryPostgresStore.with { store, _ in
            let columns = try await store.pool.query(
                """
                SELECT relname || '.' || attname, format_type(atttypid, NULL), NOT attnotnull
                FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
                WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
                    AND attnum > 0 AND NOT attisdropped
                """
            ).map { SchemaColumn(name: try $0[0], type: try $0[1], isOptional: try $0[2]) }
            let travels = SchemaColumn.catalog { form in
                switch form {
                case .integer: "bigint"
                case .small: "smallint"
                case .boolean: "boolean"
                case .real: "double precision"
                case .text: "text"
                case .bytes: "bytea"
                case .uuid: "uuid"
                }
            }
            #expect(Set(columns.filter { !Self.stays.contains($0.name) }) == travels)
        }
    }
}
