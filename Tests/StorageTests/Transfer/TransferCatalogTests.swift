import Foundation
import GRDB
import Testing

@testable import SQLiteStorage
@testable import Storage

@Suite("Exported columns")
struct TransferCatalogTests {
    /// Columns that are not part of a store's data.
    private static let stays: Set<String> = [
        // Identifies the key the database was created with: set when another one is first opened.
        "meta.key", "meta.value",
        // Start over in the importing store: what was published today, and the write check.
        "event_usage.project", "event_usage.day", "event_usage.events", "event_usage.bytes", "checks.id",
        "checks.count",
        // Counts the changes of one database, and starts over in another.
        "access_versions.id", "access_versions.version",
        // Applied migrations.
        "grdb_migrations.identifier",
        // Exported as the table of counters.
        "sqlite_sequence.name", "sqlite_sequence.seq",
        // Computed from others.
        "webhooks.owner",
    ]

    @Test("Every column of a SQLite database is exported with its kind, except those known to stay")
    func sqlite() throws {
        let database = try DatabaseQueue()
        try Migrations.all.migrate(database)
        let columns = try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT t.name || '.' || c.name, c.type, c."notnull" OR c.pk > 0 FROM sqlite_schema AS t,
                        pragma_table_xinfo(t.name) AS c WHERE t.type = 'table'
                    """
            ).map { SchemaColumn(name: $0[0], type: $0[1], isOptional: !$0[2]) }
        }
        let travels = SchemaColumn.catalog { form in
            switch form {
            case .integer, .small, .boolean: "INTEGER"
            case .real: "REAL"
            case .text: "TEXT"
            case .bytes, .uuid: "BLOB"
            }
        }
        #expect(Set(columns.filter { !Self.stays.contains($0.name) }) == travels)
    }

    @Test("A full store's export has a value in every column, and NULL in every optional one")
    func fullStore() async throws {
        try await TravelEnd.sqlite.withFull { travel, _ in
            let stream = StreamLines(try await travel.export())
            for table in TransferCatalog.tables {
                let rows = try stream.rows(of: table.name).map { line in
                    try TransferRow.values(of: Array(stream.lines[line].utf8)[...], table.columns)
                }
                for (place, column) in table.columns.enumerated() {
                    let name = "\(table.name).\(column.name)"
                    #expect(rows.contains { $0[place] != .null }, "\(name) is never filled")
                    #expect(!column.isOptional || rows.contains { $0[place] == .null }, "\(name) is never NULL")
                }
            }
        }
    }
}

struct SchemaColumn: Hashable {
    let name: String
    let type: String
    let isOptional: Bool

    static func catalog(_ type: (TransferForm) -> String) -> Set<SchemaColumn> {
        Set(
            TransferCatalog.tables.flatMap { table in
                table.columns.map { column in
                    SchemaColumn(
                        name: "\(table.name).\(column.name)", type: type(column.kind.form),
                        isOptional: column.isOptional)
                }
            })
    }
}
