package import Domain
import Foundation
import GRDB
package import Storage

extension SQLiteStore: SessionStore {
    package func createSession(
        hash: [UInt8], for account: Account.ID, at now: Timestamp, expiresAt: Timestamp
    ) async throws {
        try await commits.write { context in
            try context.db.execute(
                sql: "INSERT INTO sessions (hash, account, created_at, expires_at) VALUES (?, ?, ?, ?)",
                arguments: [Data(hash), account, now.milliseconds, expiresAt.milliseconds])
        }
    }

    package func session(hash: [UInt8], at now: Timestamp) async throws -> Session? {
        try await pool.read { db in
            try Row.first(
                db,
                """
                SELECT accounts.*, sessions.expires_at FROM sessions JOIN accounts ON accounts.id = account
                WHERE hash = ? AND expires_at > ?
                """, [Data(hash), now.milliseconds]
            ) { try Session(account: Account(row: $0), expiresAt: Timestamp(milliseconds: $0["expires_at"])) }
        }
    }

    package func endSession(hash: [UInt8]) async throws {
        try await commits.write { context in
            try context.db.execute(sql: "DELETE FROM sessions WHERE hash = ?", arguments: [Data(hash)])
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
