import Domain
import Foundation
import PostgresClient
import Storage

extension PostgresStore {
    /// Runs `body` unless the key of `once` was used before, and stores its response in the same transaction. Of
    /// several that arrive at once, on any nodes, one runs and the others wait for it.
    func write<Value: Sendable>(
        once: Once<Value>?, at now: Timestamp, _ body: @escaping @Sendable (PostgresWrite) throws -> Value
    ) async throws -> Reply<Value> {
        guard let once else { return .done(try await write(body)) }
        return try await write { write in
            guard try Self.take(once.key, at: now, write.session) else {
                return try Self.earlierReply(once, write.session)
            }
            let value = try body(write)
            try Self.keep(once.answer(value), of: once.key, write.session)
            return .done(value)
        }
    }

    /// Whether the key is free or has expired. Waits for another request that is taking it at the moment.
    private static func take(
        _ key: IdempotencyKey, at now: Timestamp, _ session: PostgresSession
    ) throws -> Bool {
        try session.run(
            """
            INSERT INTO idempotency_keys AS old (account, method, path, key, body_hash, created_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (account, method, path, key) DO UPDATE SET
                body_hash = excluded.body_hash, created_at = excluded.created_at, status = NULL, location = NULL,
                body = NULL
            WHERE old.created_at <= $7
            """,
            key.account, key.method, key.path, key.key, key.bodyHash, now.milliseconds,
            (now - IdempotencyKey.lifetime).milliseconds) > 0
    }

    private static let ofKey = "WHERE account = $1 AND method = $2 AND path = $3 AND key = $4"

    private static func earlierReply<Value>(
        _ once: Once<Value>, _ session: PostgresSession
    ) throws -> Reply<Value> {
        let key = once.key
        let row = try session.query(
            "SELECT body_hash, status, location, body FROM idempotency_keys \(ofKey)", key.account, key.method,
            key.path, key.key
        ).first
        guard let row, try row.read(0, as: [UInt8].self) == key.bodyHash else { return .mismatched }
        guard let status: Int = try row[1], let body: [UInt8] = try row[3] else { return .withheld }
        return .repeated(StoredAnswer(status: status, location: try row[2], body: body))
    }

    private static func keep(
        _ answer: StoredAnswer?, of key: IdempotencyKey, _ session: PostgresSession
    ) throws {
        guard let answer else { return }
        try session.run(
            "UPDATE idempotency_keys SET status = $5, location = $6, body = $7 \(ofKey)", key.account, key.method,
            key.path, key.key, answer.status, answer.location, answer.body)
    }
}
