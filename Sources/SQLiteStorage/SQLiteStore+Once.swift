import Domain
import Foundation
import GRDB
import Storage

extension SQLiteStore {
    /// Runs `body` unless the key of `once` was used before, and stores its response in the same transaction.
    func write<Value: Sendable>(
        once: Once<Value>?, at now: Timestamp, isolated: Bool = true,
        _ body: @escaping @Sendable (WriteContext) throws -> Value
    ) async throws -> Reply<Value> {
        guard let once else { return .done(try await commits.write(isolated: isolated, body)) }
        return try await commits.write { context in
            if let earlier = try Self.earlierReply(once, now, context.db) { return earlier }
            let value = try body(context)
            try Self.keep(once.answer(value), of: once.key, at: now, context.db)
            return .done(value)
        }
    }

    private static func earlierReply<Value>(
        _ once: Once<Value>, _ now: Timestamp, _ db: Database
    ) throws -> Reply<Value>? {
        let key = once.key
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT body_hash, status, location, body FROM idempotency_keys
                WHERE account = ? AND method = ? AND path = ? AND key = ? AND created_at > ?
                """,
            arguments: [
                key.account, key.method, key.path, key.key, (now - IdempotencyKey.lifetime).milliseconds,
            ])
        guard let row else { return nil }
        let bodyHash: Data = row[0]
        guard Array(bodyHash) == key.bodyHash else { return .mismatched }
        guard let status: Int = row[1], let body: Data = row[3] else { return .withheld }
        return .repeated(StoredAnswer(status: status, location: row[2], body: Array(body)))
    }

    private static func keep(
        _ answer: StoredAnswer?, of key: IdempotencyKey, at now: Timestamp, _ db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO idempotency_keys
                    (account, method, path, key, body_hash, status, location, body, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                key.account, key.method, key.path, key.key, Data(key.bodyHash), answer?.status, answer?.location,
                answer.map { Data($0.body) }, now.milliseconds,
            ])
    }
}
