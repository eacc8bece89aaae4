import Foundation
import GRDB
import Storage
import Testing

@testable import SQLiteStorage

@Suite("The migrated schema")
struct SchemaTests {
    private static let snapshot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("schema.sql")

    @Test("The schema matches the committed snapshot: a released migration never changes")
    func snapshot() throws {
        let database = try DatabaseQueue()
        try Migrations.all.migrate(database)
        let schema = try database.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
                        AND name <> 'grdb_migrations' ORDER BY tbl_name, type DESC, name
                    """)
        }.map { $0 + ";\n" }.joined()
        let committed = try? String(contentsOf: Self.snapshot, encoding: .utf8)
        #expect(schema == committed, "After a new migration write what came out to schema.sql:\n\(schema)")
    }
}
