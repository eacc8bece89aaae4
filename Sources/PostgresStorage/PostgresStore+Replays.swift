package import Domain
import Foundation
import PostgresClient
package import Storage

extension PostgresStore: ReplayStore {
    package func createReplay(
        _ new: NewReplay, of webhook: Webhook.ID, in owner: WebhookOwner, at now: Timestamp, once: Once<Replay>?
    ) async throws -> Reply<Replay> {
        // Counting may scan far: it has its own connection and holds no lock.
        let total = try await deliveryCount(of: new, of: webhook, in: owner)
        return try await write(once: once, at: now) { [self] write in
            let session = write.session
            guard let found = try Self.lock(webhook, in: owner, session) else { throw StoreError.notFound }
            guard found.isEnabled else { throw StoreError.conflict(.webhookDisabled) }
            let running =
                try session.value(
                    Int.self,
                    "SELECT count(*) FROM replays WHERE webhook = $1 AND state = \(Replay.State.running.sql)", webhook)
                ?? 0
            guard running < Replay.maximumRunning else {
                throw StoreError.limit(.replays(maximum: Replay.maximumRunning))
            }
            announceReplay(write)
            return try Self.insert(new, of: webhook, in: owner, total: total, at: now, session)
        }
    }

    package func deliveryCount(
        of new: NewReplay, of webhook: Webhook.ID, in owner: WebhookOwner
    ) async throws -> Int {
        try await read { session in
            try ReplayRange(new, of: webhook, in: owner, from: Self.start(of: new)).count(session)
        }
    }

    private static func start(of new: NewReplay) -> Data { DeliveryID.first(of: new.since).data }

    private static func insert(
        _ new: NewReplay, of webhook: Webhook.ID, in owner: WebhookOwner, total: Int, at now: Timestamp,
        _ session: PostgresSession
    ) throws -> Replay {
        let state = total == 0 ? Replay.State.done : .running
        let row = try session.record(
            """
            INSERT INTO replays (webhook, owner, state, since, until, states, event_type, total, position, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING *
            """,
            webhook, owner.key, state.rawValue, new.since.milliseconds, new.until.milliseconds, new.statesColumn,
            new.eventType?.text, total, start(of: new), now.milliseconds)
        return try row.flatMap(Replay.init(row:)) ?? { throw StoreError.notFound }()
    }

    package func replay(_ id: Replay.ID, of webhook: Webhook.ID, in owner: WebhookOwner) async throws -> Replay? {
        try await read { session in
            try session.record(
                "SELECT * FROM replays WHERE id = $1 AND webhook = $2 AND owner = $3", id, webhook, owner.key
            ).flatMap(Replay.init(row:))
        }
    }

    package func replays(of webhook: Webhook.ID, in owner: WebhookOwner, limit: Int) async throws -> [Replay] {
        try await read { session in
            try session.records(
                "SELECT * FROM replays WHERE webhook = $1 AND owner = $2 ORDER BY id DESC LIMIT $3", webhook,
                owner.key, limit
            ).compactMap(Replay.init(row:))
        }
    }

    /// A replay that another node is working on is passed over.
    package func advanceReplay(at now: Timestamp, limit: Int) async throws -> Bool {
        // Nearly always there is none, and then nothing is written.
        let isAny = try await read { session in
            try session.value(Bool.self, "SELECT EXISTS (SELECT 1 FROM replays WHERE state = 'running')")
        }
        guard isAny == true else { return false }
        let woken = try await write { [self] write -> Webhook.ID?? in
            let session = write.session
            let row = try session.record(
                """
                SELECT * FROM replays WHERE state = \(Replay.State.running.sql)
                ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
                """)
            guard let row else { return .none }
            let webhook: Webhook.ID = try row["webhook"]
            let isEnabled = try session.value(
                Bool.self, "SELECT disabled_reason IS NULL FROM webhooks WHERE id = $1", webhook)
            guard isEnabled == true else {
                let id: Replay.ID = try row["id"]
                try session.run("UPDATE replays SET state = \(Replay.State.stopped.sql) WHERE id = $1", id)
                return .some(nil)
            }
            try Self.advance(row, at: now, limit: limit, session)
            announceReset(of: WebhookOwner(key: try row["owner"]), write)
            return .some(webhook)
        }
        if let webhook = woken ?? nil { tellPending([DueWebhook(webhook: webhook, due: now)]) }
        return woken != nil
    }

    package func waitForReplay() async {
        await replaySignal.wait()
    }

    private static func advance(
        _ row: PostgresRecord, at now: Timestamp, limit: Int, _ session: PostgresSession
    ) throws {
        let position: Data = try row["position"]
        let range = ReplayRange(
            try NewReplay(replay: row), of: try row["webhook"], in: WebhookOwner(key: try row["owner"]), from: position)
        let ids = try range.next(limit, session)
        try session.run(putBack, now.milliseconds, ids, Bool?.none)
        let id: Replay.ID = try row["id"]
        let state: Replay.State = ids.count < limit ? .done : .running
        try session.run(
            "UPDATE replays SET done = done + $1, position = $2, state = $3 WHERE id = $4", ids.count,
            ids.last.map(ReplayRange.following) ?? position, state.rawValue, id)
    }
}

/// The deliveries of a webhook that a replay still has to reset.
private struct ReplayRange {
    private let new: NewReplay
    private let webhook: Webhook.ID
    private let owner: WebhookOwner
    private let first: DeliveryID
    /// Whether `first` itself has already been reset.
    private let isAfter: Bool

    /// - Parameter position: an id, or an id and a zero byte for what comes after it.
    init(_ new: NewReplay, of webhook: Webhook.ID, in owner: WebhookOwner, from position: Data) {
        self.new = new
        self.webhook = webhook
        self.owner = owner
        first = DeliveryID(bytes: position.prefix(16)) ?? DeliveryID.first(of: new.since)
        isAfter = position.count > 16
    }

    static func following(_ id: DeliveryID) -> Data { id.data + [0] }

    func count(_ session: PostgresSession) throws -> Int {
        try session.value(
            Int.self, "SELECT count(*) \(conditions)", webhook, first, end, owner.key,
            new.eventType?.patterns) ?? 0
    }

    /// Waits for rows that are being changed at this moment.
    func next(_ limit: Int, _ session: PostgresSession) throws -> [DeliveryID] {
        try session.values(
            DeliveryID.self, "SELECT id \(conditions) ORDER BY id LIMIT \(limit) FOR UPDATE", webhook, first, end,
            owner.key, new.eventType?.patterns)
    }

    private var end: DeliveryID { DeliveryID.first(of: new.until) }

    /// The ids begin with the time, so a time range is a key range. Deliveries that an application may no longer
    /// receive stay unchanged.
    private var conditions: String {
        """
        FROM deliveries WHERE webhook = $1 AND id \(isAfter ? ">" : ">=") $2 AND id < $3 AND owner = $4
            AND state IN (\(new.statesColumn)) AND ($5::text[] IS NULL OR event_type LIKE ANY ($5)) AND \(PostgresStore.isHeard)
        """
    }
}
