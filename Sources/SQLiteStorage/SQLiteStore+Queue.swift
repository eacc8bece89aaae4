package import Domain
import Foundation
import GRDB
import Signing
package import Storage
import Synchronization

extension SQLiteStore: SkipFeed {
    package func observeSkips(_ observer: any SkipObserver) {
        commits.skips.withLock { $0 = observer }
    }
}

extension SQLiteStore: DeliveryQueue {
    /// How many deliveries of a disabled webhook to skip in one commit.
    static let skipChunk = 500

    /// How many leases to take back in one commit.
    static let reclaimChunk = 500

    package func attach(_ handover: any DeliveryHandover) {
        commits.handover.withLock { $0 = handover }
    }

    /// Walks from one webhook to the next along `deliveries_due`: costs a few seeks per webhook that has something
    /// pending, however much that is. Last comes when the earliest is due that somebody waits for.
    static let dueWebhooksSQL = """
        WITH RECURSIVE step (webhook) AS (
            SELECT (SELECT webhook FROM deliveries INDEXED BY deliveries_due
                WHERE state = \(Delivery.State.pending.sql) ORDER BY webhook LIMIT 1)
            UNION ALL
            SELECT (SELECT webhook FROM deliveries INDEXED BY deliveries_due
                WHERE state = \(Delivery.State.pending.sql) AND webhook > step.webhook ORDER BY webhook LIMIT 1)
            FROM step WHERE step.webhook IS NOT NULL
        )
        SELECT webhook, (SELECT due_at FROM deliveries INDEXED BY deliveries_due
            WHERE state = \(Delivery.State.pending.sql) AND deliveries.webhook = step.webhook ORDER BY due_at LIMIT 1),
            (SELECT due_at FROM deliveries INDEXED BY deliveries_urgent
            WHERE state = \(Delivery.State.pending.sql) AND (by_hand OR event_type = \(EventType.pingSQL))
                AND deliveries.webhook = step.webhook ORDER BY due_at LIMIT 1)
        FROM step WHERE webhook IS NOT NULL
        """

    package func dueWebhooks() async throws -> [DueWebhook] {
        try await pool.read { db in
            try Row.all(db, Self.dueWebhooksSQL, []) {
                DueWebhook(
                    webhook: $0[0], due: Timestamp(milliseconds: $0[1]), isUrgent: ($0[2] as Int64?) != nil)
            }
        }
    }

    static let claimSQL = claimSQL(from: "deliveries_due", where: "(? OR event_type = \(EventType.pingSQL))")

    static let claimUrgentSQL = claimSQL(
        from: "deliveries_urgent",
        where: "(by_hand OR event_type = \(EventType.pingSQL)) AND (? OR event_type = \(EventType.pingSQL))")

    private static func claimSQL(from index: String, where condition: String) -> String {
        """
        SELECT deliveries.id, event, event_type, attempt_count, place, deliveries.created_at, ifnull(slug, ''),
            \(isHeard), ifnull(by_hand, FALSE)
        FROM deliveries INDEXED BY \(index)
            LEFT JOIN projects ON projects.number = ifnull(deliveries.event_project, deliveries.owner)
        WHERE state = \(Delivery.State.pending.sql) AND webhook = ? AND due_at <= ? AND \(condition)
        ORDER BY due_at LIMIT ?
        """
    }

    package func claim(
        _ requests: [ClaimRequest], at now: Timestamp, leaseUntil: Timestamp, bodyBytes: Int
    ) async throws -> [LeasedDelivery] {
        let leased = try await commits.write(isolated: false) { [self] context in
            let leased = try requests.flatMap { try claim($0, at: now, leaseUntil: leaseUntil, context) }
            if broadcaster.isWatched { for delivery in leased { try announce(delivery.id, context) } }
            return leased
        }
        do {
            return try await withBodies(leased, within: bodyBytes)
        } catch {
            // They are leased, so they must be returned: the sender then reads each body itself, and sees the error.
            return leased
        }
    }

    /// Reads the bodies that belong to a claim in a single query, outside the writing thread.
    private func withBodies(_ leased: [LeasedDelivery], within bytes: Int) async throws -> [LeasedDelivery] {
        guard !leased.isEmpty, bytes > 0 else { return leased }
        return try await pool.read { db in
            let statement = try db.cachedStatement(sql: Self.bodySQL)
            var known: [Event.ID: EventBody] = [:]
            var left = bytes
            return try leased.map { delivery in
                var delivery = delivery
                if known[delivery.event] == nil, left > 0 {
                    known[delivery.event] = try Row.fetchOne(statement, arguments: [delivery.event])
                        .map(Self.body)
                    left -= known[delivery.event]?.bytes.count ?? 0
                }
                delivery.body = known[delivery.event]
                return delivery
            }
        }
    }

    private static let bodySQL = "SELECT body, depth FROM events WHERE id = ?"

    private static func body(_ row: Row) -> EventBody {
        EventBody(stored: Array(row[0] as Data), depth: row[1])
    }

    private func claim(
        _ request: ClaimRequest, at now: Timestamp, leaseUntil: Timestamp, _ context: WriteContext
    ) throws -> [LeasedDelivery] {
        let db = context.db
        let webhook = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT revision, disabled_reason IS NULL FROM webhooks WHERE id = ?"),
            arguments: [request.webhook])
        let isEnabled: Bool = webhook?[1] ?? false
        if !isEnabled { try Self.skip(request.webhook, isGone: webhook == nil, at: now, context) }
        guard let webhook else { return [] }
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: request.onlyUrgent ? Self.claimUrgentSQL : Self.claimSQL),
            arguments: [request.webhook, now.milliseconds, isEnabled, request.limit])
        return try rows.compactMap { row in
            guard row[7] else {
                try Self.skipUnheard(row[0] as Data, of: request.webhook, at: now, context)
                return nil
            }
            return try lease(row, of: request.webhook, revision: webhook[0], until: leaseUntil, context)
        }
    }

    private static func skipUnheard(
        _ delivery: Data, of webhook: Webhook.ID, at now: Timestamp, _ context: WriteContext
    ) throws {
        try context.db.cachedStatement(sql: skipSQL).execute(arguments: [now.milliseconds, delivery])
        let id = DeliveryID(bytes: delivery)
        context.effects.skip([id].compactMap(\.self).map { SkippedDelivery($0, of: webhook, because: .membership) })
    }

    private static let skipSQL = """
        UPDATE deliveries SET state = \(Delivery.State.skipped.sql), due_at = NULL, updated_at = ? WHERE id = ?
        """

    private func lease(
        _ row: Row, of webhook: Webhook.ID, revision: Int64, until: Timestamp, _ context: WriteContext
    ) throws -> LeasedDelivery {
        guard let id = DeliveryID(bytes: row[0] as Data) else {
            throw DatabaseError(resultCode: .SQLITE_MISMATCH)
        }
        let lease = Lease(delivery: id, token: nextLease())
        var statement = try context.statement(.leaseDelivery)
        try statement.bind(lease.token)
        try statement.bind(until)
        try statement.bind(id)
        try statement.run()
        return LeasedDelivery(
            lease: lease, leaseUntil: until, webhook: webhook, webhookRevision: revision, project: row[6],
            event: row[1], eventType: EventType(stored: row[2]), attemptCount: row[3], scheduleIndex: row[4] + 1,
            isByHand: row[8], createdAt: Timestamp(milliseconds: row[5]), body: nil)
    }

    package func release(_ leases: [Lease], at now: Timestamp) async throws {
        let due = try await commits.write(isolated: false) { [self] context -> [DueWebhook] in
            let webhooks = try leases.compactMap { try release($0, at: now, context) }
            for lease in leases { try announce(lease.delivery, context) }
            return Set(webhooks).map { DueWebhook(webhook: $0, due: now) }
        }
        currentHandover?.pending(due)
    }

    /// Makes leased deliveries due at once, or skips them if their webhook is disabled (except for a ping) or gone, or
    /// if their application is no longer a member of the project. To be followed by a condition.
    private static let giveBackSQL = """
        UPDATE deliveries SET (state, due_at) = (
            SELECT iif(count(*) > 0, \(Delivery.State.pending.sql), \(Delivery.State.skipped.sql)),
                iif(count(*) > 0, ?1, NULL)
            FROM webhooks
            WHERE webhooks.id = deliveries.webhook
                AND (disabled_reason IS NULL OR deliveries.event_type = \(EventType.pingSQL))
                AND \(isHeard)
        ), lease = NULL, lease_until = NULL, updated_at = ?1
        """

    /// What `givenBack` reads.
    private static let givenBackSQL = """
        RETURNING webhook, id, state, (SELECT disabled_reason IS NOT NULL FROM webhooks WHERE webhooks.id = webhook)
        """

    private static let releaseSQL = """
        \(giveBackSQL) WHERE id = ?2 AND lease = ?3 AND state = \(Delivery.State.sending.sql) \(givenBackSQL)
        """

    /// Returns the webhook; nil if the lease was lost.
    private func release(_ lease: Lease, at now: Timestamp, _ context: WriteContext) throws -> Webhook.ID? {
        try Row.fetchOne(
            context.db.cachedStatement(sql: Self.releaseSQL),
            arguments: [now.milliseconds, lease.delivery.data, lease.token]
        ).map { Self.givenBack($0, context) }
    }

    /// Notes a delivery that was skipped instead of made due. Returns its webhook.
    private static func givenBack(_ row: Row, _ context: WriteContext) -> Webhook.ID {
        let webhook: Webhook.ID = row[0]
        if row[2] == Delivery.State.skipped.rawValue, let id = DeliveryID(bytes: row[1] as Data) {
            context.effects.skip([SkippedDelivery(id, of: webhook, because: .init(isDisabled: row[3]))])
        }
        return webhook
    }

    static let rescueSQL = """
        SELECT id FROM deliveries INDEXED BY deliveries_leased
        WHERE state = \(Delivery.State.sending.sql) AND lease_until < ?
        ORDER BY lease_until LIMIT ?
        """

    package func rescue(at now: Timestamp, limit: Int) async throws -> Int {
        try await rescue(leasedUntilBefore: now.milliseconds, at: now, limit: limit)
    }

    package func reclaim(at now: Timestamp) async throws {
        while try await rescue(leasedUntilBefore: .max, at: now, limit: Self.reclaimChunk) == Self.reclaimChunk {}
        _ = try await rescueArtifacts(at: Timestamp(milliseconds: .max))
    }

    private func rescue(leasedUntilBefore end: Int64, at now: Timestamp, limit: Int) async throws -> Int {
        let due = try await commits.write(isolated: false) { context -> [Webhook.ID] in
            let ids = try Data.fetchAll(context.db, sql: Self.rescueSQL, arguments: [end, limit])
            return try ids.compactMap { id in
                try Row.fetchOne(
                    context.db.cachedStatement(sql: "\(Self.giveBackSQL) WHERE id = ?2 \(Self.givenBackSQL)"),
                    arguments: [now.milliseconds, id]
                ).map { Self.givenBack($0, context) }
            }
        }
        currentHandover?.pending(Set(due).map { DueWebhook(webhook: $0, due: now) })
        return due.count
    }

    package func body(of event: Event.ID) async throws -> EventBody? {
        try await pool.read { db in
            try Row.fetchOne(db.cachedStatement(sql: Self.bodySQL), arguments: [event]).map(Self.body)
        }
    }

    package func firstAttempt(of delivery: DeliveryID) async throws -> Timestamp? {
        try await pool.read { db in
            Timestamp(
                stored: try Int64.fetchOne(
                    db, sql: "SELECT start_time FROM attempts WHERE delivery = ? ORDER BY number LIMIT 1",
                    arguments: [delivery.data]))
        }
    }

    package func target(_ webhook: Webhook.ID) async throws -> WebhookTarget? {
        try await pool.read { [self] db in
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM webhooks WHERE id = ?", arguments: [webhook])
            else { return nil }
            let secrets = try Data.fetchAll(
                db, sql: "SELECT sealed FROM webhook_secrets WHERE webhook = ? ORDER BY id DESC", arguments: [webhook])
            return try WebhookTarget(row: row, sealedSecrets: secrets, keyring)
        }
    }

    /// Skips what is pending for a webhook that is disabled or gone, one commit per chunk. If the server dies in
    /// between, claiming does the rest.
    func skipPending(of webhook: Webhook.ID, at now: Timestamp) async throws {
        var isDone = false
        while !isDone {
            isDone = try await commits.write { context in
                let row = try Row.fetchOne(
                    context.db, sql: "SELECT disabled_reason FROM webhooks WHERE id = ?", arguments: [webhook])
                if let row, (row[0] as String?) == nil { return true }
                return try Self.skip(webhook, isGone: row == nil, at: now, context) < Self.skipChunk
            }
        }
    }

    /// A ping goes even to a disabled webhook; it is skipped only if the webhook is gone.
    @discardableResult
    static func skip(
        _ webhook: Webhook.ID, isGone: Bool, at now: Timestamp, _ context: WriteContext
    ) throws -> Int {
        let ids = try Data.fetchAll(
            context.db,
            sql: """
                UPDATE deliveries SET state = \(Delivery.State.skipped.sql), due_at = NULL, updated_at = ?
                WHERE id IN (SELECT id FROM deliveries INDEXED BY deliveries_due
                    WHERE state = \(Delivery.State.pending.sql) AND webhook = ?
                        AND (? OR event_type <> \(EventType.pingSQL)) LIMIT ?)
                RETURNING id
                """,
            arguments: [now.milliseconds, webhook, isGone, skipChunk])
        context.effects.skip(
            ids.compactMap(DeliveryID.init(bytes:)).map {
                SkippedDelivery($0, of: webhook, because: isGone ? .gone : .disabled)
            })
        return ids.count
    }
}

extension SQLiteStore {
    package func current(_ uses: Set<WebhookUse>) async throws -> Set<WebhookUse> {
        try await pool.read { db in
            let statement = try db.cachedStatement(sql: Self.currentUse)
            return try uses.filter { use in
                try Bool.fetchOne(statement, arguments: [use.webhook, use.revision, use.project]) ?? false
            }
        }
    }

    private static let currentUse = """
        SELECT ?3 = '' OR EXISTS (SELECT 1 FROM projects
            WHERE slug = ?3 AND (number = owner OR EXISTS (SELECT 1 FROM members
                WHERE members.project = number AND members.account = -owner)))
        FROM webhooks WHERE id = ?1 AND revision = ?2
        """
}
