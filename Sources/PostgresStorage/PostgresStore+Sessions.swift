package import Domain
import PostgresClient
package import Storage

extension PostgresStore: SessionStore {
    package func createSession(
        hash: [UInt8], for account: Account.ID, from origin: SessionOrigin, at now: Timestamp, expiresAt: Timestamp
    ) async throws {
        try await write { write in
            try write.session.run(
                """
                INSERT INTO sessions (hash, account, address, browser, created_at, expires_at)
                VALUES ($1, $2, $3, $4, $5, $6)
                """,
                hash, account, origin.address, origin.browser, now.milliseconds, expiresAt.milliseconds)
        }
    }

    package func session(hash: [UInt8], at now: Timestamp) async throws -> Session? {
        try await read { session in
            try session.record(
                """
                SELECT accounts.*, sessions.expires_at, sessions.used_at
                FROM sessions JOIN accounts ON accounts.id = account WHERE hash = $1 AND expires_at > $2
                """,
                hash, now.milliseconds
            ).map(Session.init(row:))
        }
    }

    package func sessions(of account: Account.ID, limit: Int, at now: Timestamp) async throws -> [OpenSession] {
        try await read { session in
            try session.records(
                """
                SELECT * FROM sessions WHERE account = $1 AND expires_at > $2
                ORDER BY coalesce(used_at, created_at) DESC, hash LIMIT $3
                """,
                account, now.milliseconds, limit
            ).map(OpenSession.init(row:))
        }
    }

    package func endSession(hash: [UInt8]) async throws {
        try await write { write in
            try write.session.run("DELETE FROM sessions WHERE hash = $1", hash)
        }
    }

    package func endSession(hash: [UInt8], of account: Account.ID) async throws -> Bool {
        try await write { write in
            try write.session.run("DELETE FROM sessions WHERE hash = $1 AND account = $2", hash, account) > 0
        }
    }

    package func endSessions(of account: Account.ID, except hash: [UInt8]?) async throws {
        try await write { write in
            try write.session.run(
                "DELETE FROM sessions WHERE account = $1 AND hash IS DISTINCT FROM $2", account, hash)
        }
    }
}
