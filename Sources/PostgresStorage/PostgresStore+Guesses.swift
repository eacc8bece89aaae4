package import Domain
import PostgresClient
package import Storage

extension PostgresStore: GuessStore {
    package func countGuess(
        _ counters: [GuessCounter], at now: Timestamp, within window: GuessWindow
    ) async throws -> Timestamp? {
        // Guesses at a full counter take no lock and write nothing.
        if let end = try await read({ try Self.end(ofFull: counters, at: now, $0) }) { return end }
        do {
            try await write { write in
                for counter in Self.inOrder(counters) {
                    if try Self.count(counter, at: now, within: window, write.session) { continue }
                    let end = try Self.end(ofFull: [counter], at: now, write.session)
                    throw FullCounter(end: end ?? now + window.length)
                }
                try write.session.run(Self.pruneGuesses, window.maximumKeys)
            }
            return nil
        } catch let full as FullCounter {
            return full.end
        }
    }

    /// Thrown so that what the transaction has counted under other keys is rolled back.
    private struct FullCounter: Error {
        var end: Timestamp
    }

    /// Rows are always locked in the same order, so that no two transactions deadlock.
    private static func inOrder(_ counters: [GuessCounter]) -> [GuessCounter] {
        counters.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    }

    /// When the last of the full counters begins its next window; nil if none is full.
    private static func end(
        ofFull counters: [GuessCounter], at now: Timestamp, _ session: PostgresSession
    ) throws -> Timestamp? {
        let ends = try counters.compactMap { counter in
            try session.value(
                Int64.self, "SELECT expires_at FROM failures WHERE key = $1 AND expires_at > $2 AND count >= $3",
                counter.key, now.milliseconds, counter.limit)
        }
        return ends.max().map(Timestamp.init(milliseconds:))
    }

    /// Whether it was counted: checking and counting are one statement, which holds the row's lock.
    private static func count(
        _ counter: GuessCounter, at now: Timestamp, within window: GuessWindow, _ session: PostgresSession
    ) throws -> Bool {
        try session.run(
            """
            INSERT INTO failures AS old (key, count, expires_at) VALUES ($1, 1, $2)
            ON CONFLICT (key) DO UPDATE SET
                count = CASE WHEN old.expires_at > $3 THEN old.count + 1 ELSE 1 END,
                expires_at = CASE WHEN old.expires_at > $3 THEN old.expires_at ELSE $2 END
            WHERE old.expires_at <= $3 OR old.count < $4
            """,
            counter.key, (now + window.length).milliseconds, now.milliseconds, counter.limit) > 0
    }

    private static let pruneGuesses = """
        DELETE FROM failures WHERE key IN (
            SELECT key FROM failures ORDER BY expires_at
            LIMIT greatest((SELECT count(*) FROM failures) - $1, 0) FOR UPDATE SKIP LOCKED)
        """

    package func takeBackGuess(_ counters: [GuessCounter], at now: Timestamp) async throws {
        try await write { write in
            for counter in Self.inOrder(counters) {
                try write.session.run(
                    "UPDATE failures SET count = count - 1 WHERE key = $1 AND expires_at > $2 AND count > 0",
                    counter.key, now.milliseconds)
            }
        }
    }

    package func guesses(of key: [UInt8], at now: Timestamp) async throws -> Int {
        try await read { session in
            try session.value(
                Int.self, "SELECT count FROM failures WHERE key = $1 AND expires_at > $2", key, now.milliseconds) ?? 0
        }
    }
}
