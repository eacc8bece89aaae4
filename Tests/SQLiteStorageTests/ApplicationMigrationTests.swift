import GRDB
import Storage
import Testing

@testable import SQLiteStorage

@Suite("The migration to applications")
struct ApplicationMigrationTests {
    /// A database from before the migration, with a log and two webhooks, the second of which is deleted.
    private static func before() throws -> DatabaseQueue {
        let database = try DatabaseQueue()
        try Migrations.all.migrate(database, upTo: "0009-overview")
        try database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO projects (number, slug, host, namespace, name, is_public, baseline_branch, created_at)
                        VALUES (7, 'shop', 'Github', 'acme', 'shop', 0, 'main', 1);
                    INSERT INTO webhooks (id, project, url, event_type, description, header_names, timeout,
                            max_concurrency, failures, last_reason, created_at, updated_at)
                        VALUES (1, 7, 'https://a.example', '*', 'd', '[]', 30, 8, 3, 'status', 1, 2),
                            (2, 7, 'https://b.example', '*', '', '[]', 30, 8, 0, NULL, 1, 2);
                    INSERT INTO webhook_secrets (webhook, sealed) VALUES (1, x'01');
                    DELETE FROM webhooks WHERE id = 2;
                    INSERT INTO replays (webhook, project, state, since, until, states, total, position, created_at)
                        VALUES (1, 7, 'done', 0, 1, '3', 0, x'00', 1);
                    INSERT INTO events (id, project, event_type, body, created_at) VALUES (1, 7, 'a', x'7B7D', 1);
                    INSERT INTO deliveries (id, project, webhook, event, event_type, state, created_at, updated_at)
                        VALUES (x'00112233445566778899AABBCCDDEEFF', 7, 1, 1, 'a', 2, 1, 1);
                    """)
        }
        return database
    }

    @Test("Webhooks keep their secrets and replays, and the log keeps its owner")
    func keeps() throws {
        let database = try Self.before()
        try Migrations.all.migrate(database)
        try database.read { db in
            let webhook = try #require(try Row.fetchOne(db, sql: "SELECT * FROM webhooks"))
            let numbers = ["id", "project", "owner", "application", "failures"].map { webhook[$0] as Int64? }
            #expect(numbers == [1, 7, 7, nil, 3])
            #expect(["last_reason", "description"].map { webhook[$0] as String? } == ["status", "d"])
            for table in ["replays", "events", "deliveries"] {
                #expect(try Int64.fetchAll(db, sql: "SELECT owner FROM \(table)") == [7], "\(table)")
            }
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM webhook_secrets WHERE webhook = 1") == 1)
            #expect(try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty)
        }
    }

    @Test("A webhook id is never reused, and deleting a webhook still deletes its secrets")
    func ids() throws {
        let database = try Self.before()
        try Migrations.all.migrate(database)
        try database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO webhooks (project, url, event_type, description, header_names, timeout,
                        max_concurrency, created_at, updated_at) VALUES (7, 'u', '*', '', '[]', 30, 8, 1, 2)
                    """)
            #expect(db.lastInsertedRowID == 3)
            try db.execute(sql: "DELETE FROM webhooks WHERE id = 1")
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM webhook_secrets") == 0)
        }
    }

    @Test("A webhook belongs to a project or an application, never to both or neither")
    func exclusive() throws {
        let database = try Self.before()
        try Migrations.all.migrate(database)
        for owner in ["NULL, NULL", "7, 1"] {
            #expect(throws: DatabaseError.self) {
                try database.write { db in
                    try db.execute(
                        sql: """
                            INSERT INTO accounts (id, kind, name, is_instance_admin, created_at)
                                VALUES (1, 'application', 'a', 0, 1);
                            INSERT INTO webhooks (project, application, url, event_type, description, header_names,
                                timeout, max_concurrency, created_at, updated_at)
                                VALUES (\(owner), 'u', '*', '', '[]', 30, 8, 1, 2)
                            """)
                }
            }
        }
    }
}
