package import Domain
import Foundation
import GRDB
package import Storage

/// How people sign in: links, emails, and passwords. A removed account counts as nonexistent.
extension SQLiteStore {
    package func signInLink(hash: [UInt8], at now: Timestamp) async throws -> Account? {
        try await pool.read { db in try Self.holder(of: hash, at: now, db) }
    }

    package func useSignInLink(hash: [UInt8], at now: Timestamp) async throws -> Account? {
        try await commits.write { context in
            guard let account = try Self.holder(of: hash, at: now, context.db) else { return nil }
            try context.db.execute(sql: "DELETE FROM sign_in_links WHERE account = ?", arguments: [account.id])
            return account
        }
    }

    private static func holder(of hash: [UInt8], at now: Timestamp, _ db: Database) throws -> Account? {
        try Row.first(
            db,
            """
            SELECT accounts.* FROM sign_in_links JOIN accounts ON accounts.id = account
            WHERE hash = ? AND expires_at > ?
            """, [Data(hash), now.milliseconds], Account.init(row:))
    }

    package func nameAccount(_ id: Account.ID, name: String, email: String?) async throws {
        try await commits.write { [accessChanges] context in
            accessChanges.willChange(context.effects)
            let taken = try Bool.fetchOne(
                context.db, sql: "SELECT EXISTS (SELECT 1 FROM accounts WHERE lower(email) = lower(?) AND id <> ?)",
                arguments: [email, id])
            guard taken != true else { throw StoreError.conflict(.emailTaken) }
            try context.db.execute(
                sql: "UPDATE accounts SET name = ?, email = ? WHERE id = ?", arguments: [name, email, id])
        }
    }

    package func setPassword(hash: String?, of account: Account.ID) async throws {
        try await commits.write { context in
            try context.db.execute(
                sql: "UPDATE accounts SET password_hash = ? WHERE id = ?", arguments: [hash, account])
        }
    }

    package func passwordHash(of account: Account.ID) async throws -> String? {
        try await pool.read { db in
            try String.fetchOne(db, sql: "SELECT password_hash FROM accounts WHERE id = ?", arguments: [account])
        }
    }

    package func credentials(email: String) async throws -> Credentials? {
        try await pool.read { db in
            guard let row = try Self.row(email: email, db), let hash: String = row["password_hash"] else {
                return nil
            }
            return try Credentials(account: Account(row: row), passwordHash: hash)
        }
    }

    package func account(email: String) async throws -> Account? {
        try await pool.read { db in try Self.row(email: email, db).map(Account.init(row:)) }
    }

    static func row(email: String, _ db: Database) throws -> Row? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM accounts WHERE lower(email) = lower(?) AND NOT removed", arguments: [email])
    }
}
