package import Domain
import GRDB
package import Storage

extension SQLiteStore: ApplicationStore {
    package func createApplication(
        name: String, at now: Timestamp, once: Once<Account>?
    ) async throws -> Reply<Account> {
        try await write(once: once, at: now) { context in
            guard try Self.application("lower(name) = lower(?)", [name], context.db) == nil else {
                throw StoreError.conflict(.applicationNameTaken(name: name))
            }
            try context.db.execute(
                sql: """
                    INSERT INTO accounts (kind, name, is_instance_admin, created_at)
                    VALUES (\(Account.Kind.application.sql), ?, 0, ?)
                    """,
                arguments: [name, now.milliseconds])
            return Account(
                id: context.db.lastInsertedRowID, kind: .application, name: name, email: nil, isInstanceAdmin: false,
                createdAt: now)
        }
    }

    package func application(_ id: Account.ID) async throws -> Account? {
        try await pool.read { db in try Self.application("id = ?", [id], db) }
    }

    package func application(named name: String) async throws -> Account? {
        try await pool.read { db in try Self.application("lower(name) = lower(?)", [name], db) }
    }

    static func application(
        _ condition: String, _ arguments: StatementArguments, _ db: Database
    ) throws -> Account? {
        try Row.first(
            db, "SELECT * FROM accounts WHERE kind = \(Account.Kind.application.sql) AND NOT removed AND \(condition)",
            arguments,
            Account.init(row:))
    }

    package func applications(before id: Account.ID?, limit: Int) async throws -> [Account] {
        try await pool.read { db in
            try Row.all(
                db,
                """
                SELECT * FROM accounts WHERE kind = \(Account.Kind.application.sql) AND NOT removed AND id < ?
                ORDER BY id DESC LIMIT ?
                """, [id ?? .max, limit], Account.init(row:))
        }
    }

    package func overviews(ofApplications ids: [Account.ID]) async throws -> [Account.ID: ApplicationOverview] {
        try await pool.read { db in
            try Dictionary(uniqueKeysWithValues: Set(ids).map { ($0, try Self.overview(ofApplication: $0, db)) })
        }
    }

    private static func overview(ofApplication id: Account.ID, _ db: Database) throws -> ApplicationOverview {
        let owner = WebhookOwner.application(id).key
        let last = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM webhooks WHERE owner = ? ORDER BY last_end DESC LIMIT 1"),
            arguments: [owner])
        let counts = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT (SELECT count(*) FROM members WHERE account = ?),
                        (SELECT count(*) FROM webhooks WHERE owner = ?)
                    """),
            arguments: [id, owner])
        return ApplicationOverview(
            projects: counts?[0] ?? 0, webhooks: counts?[1] ?? 0,
            lastDelivery: try last.flatMap(Webhook.LastDelivery.init(row:)))
    }

    package func memberships(of account: Account.ID, limit: Int) async throws -> [Membership] {
        try await pool.read { db in
            try Row.all(
                db,
                """
                SELECT projects.*, members.role FROM members JOIN projects ON projects.number = members.project
                WHERE members.account = ? AND projects.deleted_at IS NULL ORDER BY members.project DESC LIMIT ?
                """, [account, limit], Membership.init(row:))
        }
    }

    package func deleteApplication(_ id: Account.ID, at now: Timestamp) async throws -> Bool {
        let webhooks = try await commits.write { [self] context -> [Webhook.ID]? in
            guard try Self.application("id = ?", [id], context.db) != nil else { return nil }
            // Must run before its memberships are deleted: they show which projects it has received.
            try subscriptions.forget(.application(id), context)
            let webhooks = try removeWebhooks(of: .application(id), context)
            try Self.revokeTokens(of: id, context.db)
            accessChanges.willChange(context.effects)
            try context.db.execute(sql: "DELETE FROM members WHERE account = ?", arguments: [id])
            try context.db.execute(sql: "UPDATE accounts SET removed = 1 WHERE id = ?", arguments: [id])
            context.effects.whenCommitted { [broadcaster] in broadcaster.end(.application(id)) }
            return webhooks
        }
        for webhook in webhooks ?? [] { try await skipPending(of: webhook, at: now) }
        return webhooks != nil
    }
}
