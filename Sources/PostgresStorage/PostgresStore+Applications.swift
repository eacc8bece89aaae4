package import Domain
import PostgresClient
package import Storage

extension PostgresStore: ApplicationStore {
    package func createApplication(
        name: String, at now: Timestamp, once: Once<Account>?
    ) async throws -> Reply<Account> {
        try await write(once: once, at: now) { write in
            do {
                let row = try write.session.record(
                    """
                    INSERT INTO accounts (kind, name, is_instance_admin, created_at)
                    VALUES (\(Account.Kind.application.sql), $1, false, $2) RETURNING *
                    """,
                    name, now.milliseconds)
                return try row.map(Account.init(row:)) ?? { throw StoreError.notFound }()
            } catch let error as PostgresError where error.constraint == "accounts_application" {
                throw StoreError.conflict(.applicationNameTaken(name: name))
            }
        }
    }

    private static let selectApplication =
        "SELECT * FROM accounts WHERE kind = \(Account.Kind.application.sql) AND NOT removed"

    package func application(_ id: Account.ID) async throws -> Account? {
        try await read { try Self.application(id, $0) }
    }

    static func application(_ id: Account.ID, _ session: PostgresSession) throws -> Account? {
        try session.record("\(selectApplication) AND id = $1", id).map(Account.init(row:))
    }

    package func application(named name: String) async throws -> Account? {
        try await read { try Self.application(named: name, $0) }
    }

    static func application(named name: String, _ session: PostgresSession) throws -> Account? {
        // Uses the column's collation, as email lookups do.
        try session.record("\(selectApplication) AND lower(name) = lower($1 COLLATE \"C\")", name)
            .map(Account.init(row:))
    }

    package func applications(before id: Account.ID?, limit: Int) async throws -> [Account] {
        try await read { session in
            try session.records(
                "\(Self.selectApplication) AND id < $1 ORDER BY id DESC LIMIT $2", id ?? .max, limit
            ).map(Account.init(row:))
        }
    }

    package func overviews(ofApplications ids: [Account.ID]) async throws -> [Account.ID: ApplicationOverview] {
        try await read { session in
            let rows = try session.records(Self.overviews, Array(Set(ids)))
            return try Dictionary(
                uniqueKeysWithValues: rows.map { row in
                    let overview = ApplicationOverview(
                        projects: try row["projects"], webhooks: try row["webhooks"],
                        lastDelivery: try Webhook.LastDelivery(row: row))
                    return (try row["account"], overview)
                })
        }
    }

    private static let overviews = """
        SELECT account, (SELECT count(*) FROM members WHERE members.account = wanted.account) AS projects,
            (SELECT count(*) FROM webhooks WHERE owner = -wanted.account) AS webhooks, last.*
        FROM unnest($1) AS wanted (account) LEFT JOIN LATERAL (
            SELECT last_delivery, last_start, last_end, last_status, last_reason FROM webhooks
            WHERE owner = -wanted.account ORDER BY last_end DESC NULLS LAST LIMIT 1
        ) AS last ON true
        """

    package func memberships(of account: Account.ID, limit: Int) async throws -> [Membership] {
        try await read { session in
            try session.records(
                """
                SELECT projects.*, members.role FROM members JOIN projects ON projects.number = members.project
                WHERE members.account = $1 AND projects.deleted_at IS NULL ORDER BY members.project DESC LIMIT $2
                """,
                account, limit
            ).compactMap(Membership.init(row:))
        }
    }

    package func deleteApplication(_ id: Account.ID, at now: Timestamp) async throws -> Bool {
        let webhooks = try await write { [self] write -> [Webhook.ID]? in
            let session = write.session
            let owner = WebhookOwner.application(id)
            try Self.lockWebhooks(of: owner, session)
            // Must run before its memberships are deleted: they show which projects it has received.
            try PostgresSubscriptions.willChange([owner], session)
            let isThere = try session.run(
                """
                UPDATE accounts SET removed = true
                WHERE id = $1 AND kind = \(Account.Kind.application.sql) AND NOT removed
                """, id)
            guard isThere > 0 else { return nil }
            let webhooks = try removeWebhooks(of: owner, write)
            try Self.revokeTokens(of: id, session)
            accessChanges.willChange(write.effects)
            try session.run("DELETE FROM members WHERE account = $1", id)
            announceEnd(of: owner, write)
            return webhooks
        }
        for webhook in webhooks ?? [] { try await skipPending(of: webhook, at: now) }
        return webhooks != nil
    }
}
