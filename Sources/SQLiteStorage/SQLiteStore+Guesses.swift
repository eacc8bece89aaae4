package import Domain
import Foundation
import GRDB
package import Storage

extension SQLiteStore: GuessStore {
    package func countGuess(
        _ counters: [GuessCounter], at now: Timestamp, within window: GuessWindow
    ) async throws -> Timestamp? {
        // Guesses at a full counter never reach the writing thread.
        if let end = try await pool.read({ try Self.end(ofFull: counters, at: now, $0) }) { return end }
        return try await commits.write { context in
            let db = context.db
            if let end = try Self.end(ofFull: counters, at: now, db) { return end }
            for counter in counters { try Self.count(counter, at: now, within: window, db) }
            try db.execute(sql: Self.pruneGuesses, arguments: [window.maximumKeys])
            return nil
        }
    }

    /// When the last of the full counters begins its next window; nil if none is full.
    private static func end(ofFull counters: [GuessCounter], at now: Timestamp, _ db: Database) throws -> Timestamp? {
        let ends = try counters.compactMap { counter in
            try Int64.fetchOne(
                db.cachedStatement(
                    sql: "SELECT expires_at FROM failures WHERE key = ? AND expires_at > ? AND count >= ?"),
                arguments: [Data(counter.key), now.milliseconds, counter.limit])
        }
        return ends.max().map(Timestamp.init(milliseconds:))
    }

    private static func count(
        _ counter: GuessCounter, at now: Timestamp, within window: GuessWindow, _ db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO failures (key, count, expires_at) VALUES (:key, 1, :end)
                ON CONFLICT (key) DO UPDATE SET
                    count = CASE WHEN expires_at > :now THEN count + 1 ELSE 1 END,
                    expires_at = CASE WHEN expires_at > :now THEN expires_at ELSE :end END
                """,
            arguments: [
                "key": Data(counter.key), "end": (now + window.length).milliseconds, "now": now.milliseconds,
            ])
    }

    private static let pruneGuesses = """
        DELETE FROM failures WHERE key IN (
            SELECT key FROM failures ORDER BY expires_at LIMIT max((SELECT count(*) FROM failures) - ?, 0))
        """

    package func takeBackGuess(_ counters: [GuessCounter], at now: Timestamp) async throws {
        try await commits.write { context in
            for counter in counters {
                try context.db.execute(
                    sql: "UPDATE failures SET count = count - 1 WHERE key = ? AND expires_at > ? AND count > 0",
                    arguments: [Data(counter.key), now.milliseconds])
            }
        }
    }

    package func guesses(of key: [UInt8], at now: Timestamp) async throws -> Int {
        try await pool.read { db in
            try Int.fetchOne(
                db, sql: "SELECT count FROM failures WHERE key = ? AND expires_at > ?",
                arguments: [Data(key), now.milliseconds]) ?? 0
        }
    }
}
