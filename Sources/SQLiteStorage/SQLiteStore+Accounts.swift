package import Domain
import Foundation
import GRDB
package import Storage

extension SQLiteStore: AccountStore {
    package func createAccount(_ new: NewAccount, at now: Timestamp) async throws -> Account {
        try await commits.write { context in try Self.insert(new, at: now, context.db) }
    }

    package func createFirstAdministrator(_ new: NewAccount, at now: Timestamp) async throws -> Account? {
        try await commits.write { context in
            guard try !Self.hasAdministrator(context.db) else { return nil }
            var new = new
            new.isInstanceAdmin = true
            return try Self.insert(new, at: now, context.db)
        }
    }

    private static func insert(_ new: NewAccount, at now: Timestamp, _ db: Database) throws -> Account {
        try db.execute(
            sql: "INSERT INTO accounts (kind, name, email, is_instance_admin, created_at) VALUES (?, ?, ?, ?, ?)",
            arguments: [new.kind.rawValue, new.name, new.email, new.isInstanceAdmin, now.milliseconds])
        return Account(
            id: db.lastInsertedRowID, kind: new.kind, name: new.name, email: new.email,
            isInstanceAdmin: new.isInstanceAdmin, createdAt: now)
    }

    package func account(_ id: Account.ID) async throws -> Account? {
        try await pool.read { db in
            try Row.first(db, "SELECT * FROM accounts WHERE id = ?", [id], Account.init(row:))
        }
    }

    package func hasAccounts() async throws -> Bool {
        try await pool.read { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM accounts)") ?? false
        }
    }

    package func firstAdministrator() async throws -> Account? {
        try await pool.read { db in
            try Row.first(
                db,
                """
                SELECT * FROM accounts WHERE is_instance_admin AND kind = \(Account.Kind.user.sql)
                ORDER BY id LIMIT 1
                """, [],
                Account.init(row:))
        }
    }

    package func addSignInLink(hash: [UInt8], for account: Account.ID, expiresAt: Timestamp) async throws {
        try await commits.write { context in
            try context.db.execute(
                sql: "INSERT INTO sign_in_links (hash, account, expires_at) VALUES (?, ?, ?)",
                arguments: [Data(hash), account, expiresAt.milliseconds])
        }
    }
}
