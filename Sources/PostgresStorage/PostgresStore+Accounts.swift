package import Domain
import PostgresClient
package import Storage

extension PostgresStore: AccountStore {
    package func createAccount(_ new: NewAccount, at now: Timestamp) async throws -> Account {
        try await write { try Self.insert(new, at: now, $0.session) }
    }

    private static func insert(_ new: NewAccount, at now: Timestamp, _ session: PostgresSession) throws -> Account {
        try refusingTakenEmail {
            let row = try session.record(
                """
                INSERT INTO accounts (kind, name, email, is_instance_admin, created_at)
                VALUES ($1, $2, $3, $4, $5) RETURNING *
                """,
                new.kind.rawValue, new.name, new.email, new.isInstanceAdmin, now.milliseconds)
            return try row.map(Account.init(row:)) ?? { throw StoreError.notFound }()
        }
    }

    package func createFirstAdministrator(_ new: NewAccount, at now: Timestamp) async throws -> Account? {
        try await write { write in
            // Most starts find one, and need not wait for anyone.
            guard try !Self.hasAdministrator(write.session) else { return nil }
            try write.session.query("SELECT pg_advisory_xact_lock($1)", AdvisoryLock.firstAdministrator.rawValue)
            guard try !Self.hasAdministrator(write.session) else { return nil }
            var new = new
            new.isInstanceAdmin = true
            return try Self.insert(new, at: now, write.session)
        }
    }

    static func refusingTakenEmail<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as PostgresError where error.constraint == "accounts_email" {
            throw StoreError.conflict(.emailTaken)
        }
    }

    package func account(_ id: Account.ID) async throws -> Account? {
        try await read { session in
            try session.record("SELECT * FROM accounts WHERE id = $1", id).map(Account.init(row:))
        }
    }

    package func hasAccounts() async throws -> Bool {
        try await read { try $0.value(Bool.self, "SELECT EXISTS (SELECT 1 FROM accounts)") ?? false }
    }

    package func firstAdministrator() async throws -> Account? {
        try await read { session in
            try session.record(
                "SELECT * FROM accounts WHERE is_instance_admin AND kind = \(Account.Kind.user.sql) ORDER BY id LIMIT 1"
            ).map(Account.init(row:))
        }
    }

    package func addSignInLink(hash: [UInt8], for account: Account.ID, expiresAt: Timestamp) async throws {
        try await write { write in
            try write.session.run(
                "INSERT INTO sign_in_links (hash, account, expires_at) VALUES ($1, $2, $3)", hash, account,
                expiresAt.milliseconds)
        }
    }
}

/// What administrators can do with accounts.
extension PostgresStore {
    package func accounts(
        kind: Account.Kind, before id: Account.ID?, limit: Int
    ) async throws -> [AccountSummary] {
        try await read { session in
            try session.records(
                """
                SELECT *, password_hash IS NULL AS is_invited FROM accounts
                WHERE kind = $1 AND NOT removed AND id < $2 ORDER BY id DESC LIMIT $3
                """,
                kind.rawValue, id ?? .max, limit
            ).map { try AccountSummary(account: Account(row: $0), isInvited: kind == .user && $0["is_invited"]) }
        }
    }

    package func setInstanceAdmin(_ isAdmin: Bool, of account: Account.ID) async throws {
        try await write { [accessChanges] write in
            accessChanges.willChange(write.effects)
            try Self.lockAdministrators(write.session)
            try write.session.run("UPDATE accounts SET is_instance_admin = $1 WHERE id = $2", isAdmin, account)
            try Self.requireAdministrator(write.session)
        }
    }

    package func removeAccount(_ id: Account.ID) async throws -> Bool {
        try await write { [accessChanges] write in
            accessChanges.willChange(write.effects)
            let session = write.session
            try Self.lockAdministrators(session)
            let isThere = try session.run(
                """
                UPDATE accounts SET removed = true, is_instance_admin = false, email = NULL, password_hash = NULL
                WHERE id = $1 AND kind = \(Account.Kind.user.sql) AND NOT removed
                """,
                id)
            guard isThere > 0 else { return false }
            try Self.revokeTokens(of: id, session)
            for table in ["sessions", "sign_in_links", "members"] {
                try session.run("DELETE FROM \(table) WHERE account = $1", id)
            }
            try Self.requireAdministrator(session)
            return true
        }
    }

    /// Makes two administrators who revoke each other's rights do so one after the other.
    private static func lockAdministrators(_ session: PostgresSession) throws {
        try session.query("SELECT 1 FROM accounts WHERE is_instance_admin ORDER BY id FOR UPDATE")
    }

    private static func requireAdministrator(_ session: PostgresSession) throws {
        guard try hasAdministrator(session) else { throw StoreError.conflict(.lastAdministrator) }
    }

    private static func hasAdministrator(_ session: PostgresSession) throws -> Bool {
        try session.value(
            Bool.self,
            "SELECT EXISTS (SELECT 1 FROM accounts WHERE is_instance_admin AND kind = \(Account.Kind.user.sql))")
            ?? false
    }
}
