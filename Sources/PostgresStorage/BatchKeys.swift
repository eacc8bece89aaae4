import Domain
import PostgresClient
import Storage

/// The idempotency keys of the events of a batch, which are of one account, method and path, and differ.
struct BatchKeys {
    private struct Entry {
        var index: Int
        var once: Once<Accepted>
    }

    private let count: Int
    /// By key, so that two batches never wait for each other.
    private let entries: [Entry]

    init(_ batch: [BatchedEvent]) {
        count = batch.count
        entries = batch.enumerated().compactMap { index, item in item.once.map { Entry(index: index, once: $0) } }
            .sorted { $0.once.key.key.utf8.lexicographicallyPrecedes($1.once.key.key.utf8) }
    }

    /// Takes the keys that are free or have expired, and returns for each event the response to the one that had its key
    /// before. Waits for other transactions that are taking one of them. Throws `BatchRefusal` if a key was used for
    /// another event.
    func take(at now: Timestamp, _ session: PostgresSession) throws -> [StoredAnswer?] {
        var earlier = [StoredAnswer?](repeating: nil, count: count)
        guard let key = entries.first?.once.key else { return earlier }
        let taken = try session.query(
            """
            INSERT INTO idempotency_keys AS old (account, method, path, key, body_hash, created_at)
            SELECT $1, $2, $3, new.key, new.hash, $6
            FROM unnest($4::text[], $5::bytea[]) WITH ORDINALITY AS new (key, hash, place) ORDER BY new.place
            ON CONFLICT (account, method, path, key) DO UPDATE SET
                body_hash = excluded.body_hash, created_at = excluded.created_at, status = NULL, location = NULL,
                body = NULL
            WHERE old.created_at <= $7
            RETURNING key
            """,
            key.account, key.method, key.path, entries.map(\.once.key.key), entries.map(\.once.key.bodyHash),
            now.milliseconds, (now - IdempotencyKey.lifetime).milliseconds)
        let free = Set(try taken.map { Array(try $0.read(0, as: String.self).utf8) })
        let used = entries.filter { !free.contains(Array($0.once.key.key.utf8)) }
        guard !used.isEmpty else { return earlier }
        let answers = try Self.answers(to: used.map(\.once.key), session)
        for entry in used {
            guard let answer = answers[entry.once.key] else { throw BatchRefusal(index: entry.index) }
            earlier[entry.index] = answer
        }
        return earlier
    }

    /// By key and body; nothing for a key that was used with another body.
    private static func answers(
        to keys: [IdempotencyKey], _ session: PostgresSession
    ) throws -> [IdempotencyKey: StoredAnswer] {
        let rows = try session.query(
            """
            SELECT key, body_hash, status, location, body FROM idempotency_keys
            WHERE account = $1 AND method = $2 AND path = $3 AND key = ANY($4)
            """, keys[0].account, keys[0].method, keys[0].path, keys.map(\.key))
        var answers: [IdempotencyKey: StoredAnswer] = [:]
        for row in rows {
            var key = keys[0]
            key.key = try row[0]
            key.bodyHash = try row.read(1, as: [UInt8].self)
            guard let status: Int = try row[2], let body: [UInt8] = try row[4] else { continue }
            answers[key] = StoredAnswer(status: status, location: try row[3], body: body)
        }
        return answers
    }

    /// Stores the responses to the events that were accepted, by their index in the batch.
    func keep(_ accepted: [Int: Accepted], _ session: PostgresSession) throws {
        let kept = entries.compactMap { entry -> (key: IdempotencyKey, answer: StoredAnswer)? in
            guard let value = accepted[entry.index], let answer = entry.once.answer(value) else { return nil }
            return (entry.once.key, answer)
        }
        guard let key = kept.first?.key else { return }
        try session.run(
            """
            UPDATE idempotency_keys SET status = new.status, body = new.body
            FROM unnest($4::text[], $5::bigint[], $6::bytea[]) AS new (key, status, body)
            WHERE account = $1 AND method = $2 AND path = $3 AND idempotency_keys.key = new.key
            """,
            key.account, key.method, key.path, kept.map(\.key.key), kept.map { Int64($0.answer.status) },
            kept.map(\.answer.body))
    }
}
