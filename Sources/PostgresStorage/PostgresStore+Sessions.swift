package import Domain
import PostgresClient
package import Storage

extension PostgresStore: SessionStore {
    package func createSession(
        hash: [UInt8], for account: Account.ID, at now: Timestamp, expiresAt: Timestamp
    ) async throws {
        try await write { write in
            try write.session.run(
                "INSERT INTO sessions (hash, account, created_at, expires_at) VALUES ($1, $2, $3, $4)", hash, account,
                now.milliseconds, expiresAt.milliseconds)
        }
    }

    package func session(hash: [UInt8], at now: Timestamp) async throws -> Session? {
        try await read { session in
            try session.record(
                """
                SELECT accounts.*, sessions.expires_at FROM sessions JOIN accounts ON accounts.id = account
                WHERE hash = $1 AND expires_at > $2
                """,
                hash, now.milliseconds
            ).map {
                Session(account: try Account(row: $0), expiresAt: Timestamp(milliseconds: try $0["expires_at"]))
            }
        }
    }

    package func endSession(hash: [UInt8]) async throws {
        try await write { write in
            try write.session.run("DELETE FROM sessions WHERE hash = $1", hash)
        }
    }

    package func endSessions(of account: Account.ID, except hash: [UInt8]?) async throws {
        try await write { write in
            try write.session.run(
                "DELETE FROM sessions WHERE account = $1 AND hash IS DISTINCT FROM $2", account, hash)
        }
    }
}
