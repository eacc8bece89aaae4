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
            try Self.run(once: once, at: now, context.db) { try body(context) }
        }
    }

    /// The same within a transaction.
    static func run<Value>(
        once: Once<Value>?, at now: Timestamp, _ db: Database, _ body: () throws -> Value
    ) throws -> Reply<Value> {
        guard let once else { return .done(try body()) }
        if let earlier = try earlierReply(once, now, db) { return earlier }
        let value = try body()
        try keep(once.answer(value), of: once.key, at: now, db)
        return .done(value)
    }

    private static func earlierReply<Value>(
        _ once: Once<Value>, _ now: Timestamp, _ db: Database
    ) throws -> Reply<Value>? {
        let key = once.key
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT body_hash, status, location, body FROM idempotency_keys
                    WHERE account = ? AND method = ? AND path = ? AND key = ? AND created_at > ?
                    """),
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
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO idempotency_keys
                    (account, method, path, key, body_hash, status, location, body, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                key.account, key.method, key.path, key.key, Data(key.bodyHash), answer?.status, answer?.location,
                answer.map { Data($0.body) }, now.milliseconds,
            ])
    }
}
