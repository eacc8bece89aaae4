package import Domain
import PostgresClient
package import Storage

/// How people sign in: links, emails, and passwords. A removed account counts as nonexistent.
extension PostgresStore {
    package func signInLink(hash: [UInt8], at now: Timestamp) async throws -> Account? {
        try await read { session in
            try session.record(
                """
                SELECT accounts.* FROM sign_in_links JOIN accounts ON accounts.id = account
                WHERE hash = $1 AND expires_at > $2
                """,
                hash, now.milliseconds
            ).map(Account.init(row:))
        }
    }

    package func useSignInLink(hash: [UInt8], at now: Timestamp) async throws -> Account? {
        try await write { write in
            // Deleting it ensures that only one of two simultaneous uses succeeds.
            let account = try write.session.value(
                Account.ID.self, "DELETE FROM sign_in_links WHERE hash = $1 AND expires_at > $2 RETURNING account",
                hash, now.milliseconds)
            guard let account else { return nil }
            try write.session.run("DELETE FROM sign_in_links WHERE account = $1", account)
            return try write.session.record("SELECT * FROM accounts WHERE id = $1", account)
                .map(Account.init(row:))
        }
    }

    package func nameAccount(_ id: Account.ID, name: String, email: String?) async throws {
        try await write { [accessChanges] write in
            accessChanges.willChange(write.effects)
            return try Self.refusingTakenEmail {
                try write.session.run("UPDATE accounts SET name = $1, email = $2 WHERE id = $3", name, email, id)
            }
        }
    }

    package func setPassword(hash: String?, of account: Account.ID) async throws {
        try await write { write in
            try write.session.run("UPDATE accounts SET password_hash = $1 WHERE id = $2", hash, account)
        }
    }

    package func passwordHash(of account: Account.ID) async throws -> String? {
        try await read { session in
            try session.value(String?.self, "SELECT password_hash FROM accounts WHERE id = $1", account) ?? nil
        }
    }

    package func credentials(email: String) async throws -> Credentials? {
        try await read { session in
            guard let row = try Self.record(email: email, session), let hash: String = try row["password_hash"]
            else { return nil }
            return Credentials(account: try Account(row: row), passwordHash: hash)
        }
    }

    package func account(email: String) async throws -> Account? {
        try await read { try Self.record(email: email, $0).map(Account.init(row:)) }
    }

    static func record(email: String, _ session: PostgresSession) throws -> PostgresRecord? {
        // The parameter gets the column's collation: with the database's own, "lower" turns U+0130 into an i, so that
        // one account would have many emails, each with its own guesses.
        try session.record(
            "SELECT * FROM accounts WHERE lower(email) = lower($1 COLLATE \"C\") AND NOT removed", email)
    }
}
