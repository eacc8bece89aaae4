package import Domain
import Foundation
import GRDB
package import Storage

extension SQLiteStore: ReplayStore {
    package func createReplay(
        _ new: NewReplay, of webhook: Webhook.ID, in owner: WebhookOwner, at now: Timestamp, once: Once<Replay>?
    ) async throws -> Reply<Replay> {
        // Counting may scan far: a reader does it, so that nothing waits for it.
        let total = try await deliveryCount(of: new, of: webhook, in: owner)
        return try await write(once: once, at: now) { [replaySignal] context in
            let db = context.db
            guard let found = try Self.webhook(webhook, in: owner, db) else { throw StoreError.notFound }
            guard found.isEnabled else { throw StoreError.conflict(.webhookDisabled) }
            let running = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM replays WHERE webhook = ? AND state = \(Replay.State.running.sql)",
                arguments: [webhook])
            guard let running, running < Replay.maximumRunning else {
                throw StoreError.limit(.replays(maximum: Replay.maximumRunning))
            }
            context.effects.whenCommitted { [replaySignal] in replaySignal.set() }
            return try Self.insert(new, of: webhook, in: owner, total: total, at: now, db)
        }
    }

    package func deliveryCount(
        of new: NewReplay, of webhook: Webhook.ID, in owner: WebhookOwner
    ) async throws -> Int {
        try await pool.read { db in try Self.count(new, of: webhook, in: owner, db) }
    }

    private static func insert(
        _ new: NewReplay, of webhook: Webhook.ID, in owner: WebhookOwner, total: Int, at now: Timestamp,
        _ db: Database
    ) throws -> Replay {
        let state = total == 0 ? Replay.State.done : .running
        try db.execute(
            sql: """
                INSERT INTO replays (webhook, owner, state, since, until, states, event_type, total, position, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                webhook, owner.key, state.rawValue, new.since.milliseconds, new.until.milliseconds,
                new.statesColumn, new.eventType?.text, total,
                DeliveryID.first(of: new.since).data, now.milliseconds,
            ])
        return Replay(
            id: db.lastInsertedRowID, state: state, since: new.since, until: new.until, total: total, done: 0,
            createdAt: now)
    }

    package func replay(_ id: Replay.ID, of webhook: Webhook.ID, in owner: WebhookOwner) async throws -> Replay? {
        try await pool.read { db in
            try Row.first(
                db, "SELECT * FROM replays WHERE id = ? AND webhook = ? AND owner = ?", [id, webhook, owner.key],
                Replay.init(row:))
        }
    }

    package func replays(of webhook: Webhook.ID, in owner: WebhookOwner, limit: Int) async throws -> [Replay] {
        try await pool.read { db in
            try Row.all(
                db, "SELECT * FROM replays WHERE webhook = ? AND owner = ? ORDER BY id DESC LIMIT ?",
                [webhook, owner.key, limit], Replay.init(row:))
        }
    }

    package func advanceReplay(at now: Timestamp, limit: Int) async throws -> Bool {
        let woken = try await commits.write { [self] context -> Webhook.ID?? in
            let db = context.db
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT * FROM replays INDEXED BY replays_running
                    WHERE state = \(Replay.State.running.sql) ORDER BY id LIMIT 1
                    """)
            guard let row else { return .none }
            let webhook: Webhook.ID = row["webhook"]
            let isEnabled = try Bool.fetchOne(
                db, sql: "SELECT disabled_reason IS NULL FROM webhooks WHERE id = ?", arguments: [webhook])
            guard isEnabled == true else {
                try db.execute(
                    sql: "UPDATE replays SET state = \(Replay.State.stopped.sql) WHERE id = ?",
                    arguments: [row["id"] as Int64])
                return .some(nil)
            }
            try Self.advance(row, at: now, limit: limit, db)
            try announceMany(of: webhook, context)
            return .some(webhook)
        }
        if let webhook = woken ?? nil { currentHandover?.pending([DueWebhook(webhook: webhook, due: now)]) }
        return woken != nil
    }

    package func waitForReplay() async {
        await replaySignal.wait()
    }

    private static func advance(_ row: Row, at now: Timestamp, limit: Int, _ db: Database) throws {
        let new = try NewReplay(replay: row)
        let position: Data = row["position"]
        let id: Int64 = row["id"]
        let webhook: Webhook.ID = row["webhook"]
        let owner = WebhookOwner(key: row["owner"])
        let (conditions, arguments) = try conditions(new, of: webhook, in: owner, from: position)
        let ids = try Data.fetchAll(
            db, sql: "SELECT id FROM deliveries \(conditions) ORDER BY id LIMIT \(limit)", arguments: arguments)
        for delivery in ids {
            try db.cachedStatement(sql: putBack).execute(
                arguments: [nil, now.milliseconds, now.milliseconds, delivery])
        }
        let state: Replay.State = ids.count < limit ? .done : .running
        try db.execute(
            sql: "UPDATE replays SET done = done + ?, position = ?, state = ? WHERE id = ?",
            arguments: [ids.count, ids.last.map(Self.following) ?? position, state.rawValue, id])
    }

    private static func count(
        _ new: NewReplay, of webhook: Webhook.ID, in owner: WebhookOwner, _ db: Database
    ) throws -> Int {
        let (conditions, arguments) = try conditions(
            new, of: webhook, in: owner, from: DeliveryID.first(of: new.since).data)
        return try Int.fetchOne(db, sql: "SELECT count(*) FROM deliveries \(conditions)", arguments: arguments) ?? 0
    }

    /// The ids begin with the time, so a time range is a key range. Deliveries that an application may no longer
    /// receive stay unchanged.
    private static func conditions(
        _ new: NewReplay, of webhook: Webhook.ID, in owner: WebhookOwner, from position: Data
    ) throws -> (String, StatementArguments) {
        var arguments: StatementArguments = [webhook, position, DeliveryID.first(of: new.until).data, owner.key]
        let condition = try new.eventType.map(EventTypeCondition.init)
        if let condition { arguments += [condition.argument] }
        return (
            """
            INDEXED BY deliveries_webhook WHERE webhook = ? AND id >= ? AND id < ? AND owner = ?
                AND state IN (\(new.statesColumn)) \(condition.map { "AND \($0.sql)" } ?? "") AND \(isHeard)
            """,
            arguments
        )
    }

    /// The next larger id.
    private static func following(_ id: Data) -> Data { id + [0] }
}
