package import Domain
import Foundation
import GRDB

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

    package func countFailure(of key: [UInt8], at now: Timestamp, window: Int64) async throws -> Int {
        try await commits.write { context in
            try Int.fetchOne(
                context.db,
                sql: """
                    INSERT INTO failures (key, count, expires_at) VALUES (:key, 1, :end)
                    ON CONFLICT (key) DO UPDATE SET
                        count = CASE WHEN expires_at > :now THEN count + 1 ELSE 1 END,
                        expires_at = CASE WHEN expires_at > :now THEN expires_at ELSE :end END
                    RETURNING count
                    """,
                arguments: ["key": Data(key), "end": now.milliseconds + window, "now": now.milliseconds]) ?? 1
        }
    }

    package func failures(of key: [UInt8], at now: Timestamp) async throws -> Int {
        try await pool.read { db in
            try Int.fetchOne(
                db, sql: "SELECT count FROM failures WHERE key = ? AND expires_at > ?",
                arguments: [Data(key), now.milliseconds]) ?? 0
        }
    }

    package func forgetFailures(of key: [UInt8]) async throws {
        try await commits.write { context in
            try context.db.execute(sql: "DELETE FROM failures WHERE key = ?", arguments: [Data(key)])
        }
    }
}
