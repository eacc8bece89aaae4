package import Domain
import Foundation
import GRDB
package import Storage

extension SQLiteStore: SessionStore {
    package func createSession(
        hash: [UInt8], for account: Account.ID, from origin: SessionOrigin, at now: Timestamp, expiresAt: Timestamp
    ) async throws {
        try await commits.write { context in
            try context.db.execute(
                sql: """
                    INSERT INTO sessions (hash, account, address, browser, created_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Data(hash), account, origin.address, origin.browser, now.milliseconds, expiresAt.milliseconds,
                ])
        }
    }

    package func session(hash: [UInt8], at now: Timestamp) async throws -> Session? {
        try await pool.read { db in
            try Row.first(
                db,
                """
                SELECT accounts.*, sessions.expires_at, sessions.used_at
                FROM sessions JOIN accounts ON accounts.id = account WHERE hash = ? AND expires_at > ?
                """, [Data(hash), now.milliseconds], Session.init(row:))
        }
    }

    package func sessions(of account: Account.ID, limit: Int, at now: Timestamp) async throws -> [OpenSession] {
        try await pool.read { db in
            try Row.all(
                db,
                """
                SELECT * FROM sessions WHERE account = ? AND expires_at > ?
                ORDER BY coalesce(used_at, created_at) DESC, hash LIMIT ?
                """, [account, now.milliseconds, limit], OpenSession.init(row:))
        }
    }

    package func endSession(hash: [UInt8]) async throws {
        try await commits.write { context in
            try context.db.execute(sql: "DELETE FROM sessions WHERE hash = ?", arguments: [Data(hash)])
        }
    }

    package func endSession(hash: [UInt8], of account: Account.ID) async throws -> Bool {
        try await commits.write { context in
            try context.db.execute(
                sql: "DELETE FROM sessions WHERE hash = ? AND account = ?", arguments: [Data(hash), account])
            return context.db.changesCount > 0
        }
    }

    package func endSessions(of account: Account.ID, except hash: [UInt8]?) async throws {
        try await commits.write { context in
            try context.db.execute(
                sql: "DELETE FROM sessions WHERE account = ? AND hash IS NOT ?",
                arguments: [account, hash.map { Data($0) }])
        }
    }
}
