package import Domain
import GRDB
package import Storage

/// What administrators can do with accounts.
extension SQLiteStore {
    package func accounts(
        kind: Account.Kind, before id: Account.ID?, limit: Int
    ) async throws -> [AccountSummary] {
        try await pool.read { db in
            try Row.all(
                db,
                """
                SELECT *, password_hash IS NULL AS is_invited FROM accounts
                WHERE kind = ? AND NOT removed AND id < ? ORDER BY id DESC LIMIT ?
                """, [kind.rawValue, id ?? .max, limit]
            ) { try AccountSummary(account: Account(row: $0), isInvited: kind == .user && $0["is_invited"]) }
        }
    }

    package func setInstanceAdmin(_ isAdmin: Bool, of account: Account.ID) async throws {
        try await commits.write { [accessChanges] context in
            accessChanges.willChange(context.effects)
            try context.db.execute(
                sql: "UPDATE accounts SET is_instance_admin = ? WHERE id = ?", arguments: [isAdmin, account])
            try Self.requireAdministrator(context.db)
        }
    }

    package func removeAccount(_ id: Account.ID) async throws -> Bool {
        try await commits.write { [accessChanges] context in
            accessChanges.willChange(context.effects)
            let db = context.db
            try db.execute(
                sql: """
                    UPDATE accounts SET removed = 1, is_instance_admin = 0, email = NULL, password_hash = NULL
                    WHERE id = ? AND kind = \(Account.Kind.user.sql) AND NOT removed
                    """, arguments: [id])
            guard db.changesCount > 0 else { return false }
            try Self.revokeTokens(of: id, db)
            for table in ["sessions", "sign_in_links", "members"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE account = ?", arguments: [id])
            }
            try Self.requireAdministrator(db)
            return true
        }
    }

    private static func requireAdministrator(_ db: Database) throws {
        guard try hasAdministrator(db) else { throw StoreError.conflict(.lastAdministrator) }
    }

    static func hasAdministrator(_ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM accounts WHERE is_instance_admin AND kind = \(Account.Kind.user.sql))")
            ?? false
    }
}
