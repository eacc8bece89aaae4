package import Domain
import Foundation
import GRDB
package import Storage
import Synchronization

extension SQLiteStore: Maintenance {
    package func erase(limit: Int) async throws -> Erased {
        try await commits.write { context in
            let db = context.db
            let project = try Project.Number.fetchOne(
                db,
                sql: """
                    SELECT number FROM projects INDEXED BY projects_deleted
                    WHERE deleted_at IS NOT NULL AND erased_at IS NULL LIMIT 1
                    """)
            if let project { return try Self.erase(project, limit: limit, db) }
            let application = try Account.ID.fetchOne(db, sql: Self.erasableApplication)
            guard let application else { return Erased(blobKeys: [], isDone: true) }
            try Self.erase(application: application, limit: limit, db)
            return Erased(blobKeys: [], isDone: false)
        }
    }

    private static let erasableApplication = """
        SELECT id FROM accounts INDEXED BY accounts_erasing
        WHERE kind = \(Account.Kind.application.sql) AND removed AND NOT erased LIMIT 1
        """

    private static func erase(_ project: Project.Number, limit: Int, _ db: Database) throws -> Erased {
        let ongoing = Erased(blobKeys: [], isDone: false)
        guard try eraseLog(of: .project(project), limit: limit, db) == 0 else { return ongoing }
        let keys = try eraseArtifacts(of: project, limit: limit, db)
        guard keys.isEmpty else { return Erased(blobKeys: keys, isDone: false) }
        for table in ["event_usage", "published_types", "project_budgets", "budget_excesses"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE project = ?", arguments: [project])
        }
        // The slug stays taken: it is never reused.
        try db.execute(
            sql:
                "UPDATE projects SET namespace = '', name = '', repository_url = '', erased_at = deleted_at WHERE number = ?",
            arguments: [project])
        return ongoing
    }

    private static func erase(application: Account.ID, limit: Int, _ db: Database) throws {
        guard try eraseLog(of: .application(application), limit: limit, db) == 0 else { return }
        try db.execute(sql: "UPDATE accounts SET erased = 1 WHERE id = ?", arguments: [application])
    }

    /// Deliveries first, including those to applications that received a project; then events. Returns how many rows
    /// were deleted.
    private static func eraseLog(of owner: WebhookOwner, limit: Int, _ db: Database) throws -> Int {
        for condition in ["owner = ?", "event_project = ?"] {
            let deliveries = try Data.fetchAll(
                db, sql: "SELECT id FROM deliveries WHERE \(condition) LIMIT ?", arguments: [owner.key, limit])
            for id in deliveries {
                try db.cachedStatement(sql: "DELETE FROM attempts WHERE delivery = ?").execute(arguments: [id])
                try db.cachedStatement(sql: "DELETE FROM deliveries WHERE id = ?").execute(arguments: [id])
            }
            guard deliveries.isEmpty else { return deliveries.count }
        }
        try db.execute(
            sql: "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE owner = ? LIMIT ?)",
            arguments: [owner.key, limit])
        return db.changesCount
    }

    private static func eraseArtifacts(
        of project: Project.Number, limit: Int, _ db: Database
    ) throws -> [String] {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT row, build_key, report_key, content_key, imports_key FROM artifacts WHERE project = ? LIMIT ?",
            arguments: [project, min(limit, ArtifactPackages.deletedAtOnce)])
        for row in rows {
            let number: Int64 = row[0]
            try db.execute(sql: "DELETE FROM artifacts WHERE row = ?", arguments: [number])
        }
        return rows.flatMap { row in [row[1] as String?, row[2], row[3], row[4]].compactMap { $0 } }
    }

    @discardableResult
    package func forgetExpired(at now: Timestamp, limit: Int) async throws -> Bool {
        try await commits.write { context in
            let db = context.db
            var isDone = true
            try db.execute(
                sql: """
                    DELETE FROM idempotency_keys WHERE (account, method, path, key) IN (
                        SELECT account, method, path, key FROM idempotency_keys WHERE created_at < ? LIMIT ?)
                    """,
                arguments: [(now - IdempotencyKey.lifetime).milliseconds, limit])
            if db.changesCount == limit { isDone = false }
            try db.execute(
                sql: """
                    DELETE FROM event_roots WHERE root IN (SELECT root FROM event_roots WHERE expires_at < ? LIMIT ?)
                    """,
                arguments: [now.milliseconds, limit])
            if db.changesCount == limit { isDone = false }
            try db.execute(sql: "DELETE FROM sign_in_links WHERE expires_at < ?", arguments: [now.milliseconds])
            try self.endSecrets(at: now, context)
            for table in ["tokens", "sessions", "failures"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE expires_at < ?", arguments: [now.milliseconds])
            }
            return isDone
        }
    }

    package func check() async throws {
        // Written to disk, as an accepted event is: a database on a full disk can still be read.
        try await commits.write { context in
            try context.db.execute(
                sql: "INSERT INTO checks (id, count) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET count = count + 1")
        }
    }

    /// Moves everything from the log into the database file, so that the file can be copied by itself, unless a server
    /// may be writing to it. Closing again does nothing.
    package func close() async throws {
        guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return }
        try checkpointer.close()
        if isAlone { _ = try await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) } }
        try pool.close()
    }

    /// The value of `PRAGMA synchronous` on the writing connection: 2 is FULL.
    package func writerSynchronous() async throws -> Int {
        try await commits.write { context in
            try Int.fetchOne(context.db, sql: "PRAGMA synchronous") ?? -1
        }
    }
}
