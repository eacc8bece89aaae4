package import Domain
import Foundation
import PostgresClient
package import Storage
import Synchronization

extension PostgresStore: SkipFeed {
    package func observeSkips(_ observer: any SkipObserver) {
        skips.withLock { $0 = observer }
    }
}

extension PostgresStore: DeliveryQueue {
    /// How many deliveries of a disabled webhook to skip, and how many leases to take back, in one commit.
    static let chunk = 500

    package func attach(_ handover: any DeliveryHandover) {
        self.handover.withLock { $0 = handover }
    }

    /// Walks from one webhook to the next along `deliveries_due`: costs a few seeks per webhook that has something
    /// pending, however much that is. Last comes when the earliest is due that somebody waits for.
    static let dueWebhooksSQL = """
        WITH RECURSIVE step (webhook) AS (
            (SELECT webhook FROM deliveries WHERE state = \(Delivery.State.pending.sql) ORDER BY webhook LIMIT 1)
            UNION ALL
            SELECT (SELECT webhook FROM deliveries
                WHERE state = \(Delivery.State.pending.sql) AND webhook > step.webhook ORDER BY webhook LIMIT 1)
            FROM step WHERE step.webhook IS NOT NULL
        )
        SELECT webhook, (SELECT due_at FROM deliveries
            WHERE state = \(Delivery.State.pending.sql) AND deliveries.webhook = step.webhook ORDER BY due_at LIMIT 1),
            (SELECT due_at FROM deliveries
            WHERE state = \(Delivery.State.pending.sql) AND (by_hand OR event_type = \(EventType.pingSQL))
                AND deliveries.webhook = step.webhook ORDER BY due_at LIMIT 1)
        FROM step WHERE webhook IS NOT NULL
        """

    package func dueWebhooks() async throws -> [DueWebhook] {
        try await read { try Self.dueWebhooks($0) }
    }

    static func dueWebhooks(_ session: PostgresSession) throws -> [DueWebhook] {
        try session.query(dueWebhooksSQL).compactMap { row in
            // Another node may have claimed the last one between the two queries.
            guard let due = Timestamp(stored: try row[1]) else { return nil }
            let urgent = try row.read(2, as: Int64?.self)
            return DueWebhook(webhook: try row[0], due: due, isUrgent: urgent != nil)
        }
    }

    package func release(_ leases: [Lease], at now: Timestamp) async throws {
        let due = try await write { [self] write -> [DueWebhook] in
            let ids = leases.map(\.delivery)
            let rows = try write.session.query(Self.releaseSQL, now.milliseconds, ids, leases.map(\.token))
            let webhooks = try rows.map { try Self.givenBack($0, write) }
            try write.session.run(Self.endProbes, Set(webhooks).sorted(), leases.map(\.token))
            try announce(ids, write)
            return Set(webhooks).map { DueWebhook(webhook: $0, due: now) }
        }
        tellPending(due)
    }

    /// A probe that was not sent makes way for another.
    private static let endProbes = """
        UPDATE webhooks SET probe_lease = NULL, probe_until = NULL
        WHERE id IN (SELECT id FROM webhooks WHERE id = ANY($1) AND probe_lease = ANY($2) ORDER BY id FOR NO KEY UPDATE)
        """

    /// Makes leased deliveries due at once, or skips them if their webhook is disabled (except for a ping) or gone, or
    /// if their application is no longer a member of the project. To be followed by the source of the leases.
    private static let giveBack = """
        UPDATE deliveries SET
            state = CASE WHEN \(mayGoOut) THEN \(Delivery.State.pending.sql) ELSE \(Delivery.State.skipped.sql) END,
            due_at = CASE WHEN \(mayGoOut) THEN $1 END, lease = NULL, lease_until = NULL, updated_at = $1
        """

    private static let mayGoOut = """
        EXISTS (SELECT 1 FROM webhooks WHERE webhooks.id = deliveries.webhook
            AND (disabled_reason IS NULL OR deliveries.event_type = \(EventType.pingSQL))) AND \(isHeard)
        """

    /// What `givenBack` reads.
    private static let givenBackSQL = """
        RETURNING webhook, deliveries.id, state = \(Delivery.State.skipped.sql),
            (SELECT disabled_reason IS NOT NULL FROM webhooks WHERE webhooks.id = deliveries.webhook)
        """

    /// Notes a delivery that was skipped instead of made due. Returns its webhook.
    private static func givenBack(_ row: PostgresRow, _ write: PostgresWrite) throws -> Webhook.ID {
        let webhook: Webhook.ID = try row[0]
        if try row.read(2, as: Bool.self) {
            let reason = SkippedDelivery.Reason(isDisabled: try row[3])
            write.effects.skip([SkippedDelivery(try row[1], of: webhook, because: reason)])
        }
        return webhook
    }

    private static let releaseSQL = """
        \(giveBack) FROM unnest($2, $3) AS given (id, lease)
        WHERE deliveries.id = given.id AND deliveries.lease = given.lease
        \(givenBackSQL)
        """

    static let rescueSQL = """
        \(giveBack) FROM (
            SELECT id FROM deliveries
            WHERE state = \(Delivery.State.sending.sql) AND lease_until < $2 AND ($3 = 0 OR lease >> 32 = $3)
            ORDER BY lease_until LIMIT $4 FOR UPDATE SKIP LOCKED
        ) AS lost WHERE deliveries.id = lost.id
        \(givenBackSQL)
        """

    package func rescue(at now: Timestamp, limit: Int) async throws -> Int {
        try await rescue(before: now.milliseconds, of: 0, at: now, limit: limit)
    }

    /// Takes back the leases of this process, and of those on this machine that are dead: other nodes carry on, and the
    /// leases of those that died elsewhere run out on their own.
    package func reclaim(at now: Timestamp) async throws {
        try await reclaim(from: leases.node, at: now)
        try await reclaimFromDead(at: now)
    }

    package func reclaimFromDead(at now: Timestamp) async throws {
        guard let files = files.withLock({ $0 }) else { return }
        try await files.eachDead { node in
            try await leave(NodeID(node))
            try await reclaim(from: node, at: now)
        }
    }

    private func reclaim(from node: Int64, at now: Timestamp) async throws {
        try await write { try $0.session.run(Self.endProbesOfNode, node) }
        while try await rescue(before: .max, of: node, at: now, limit: Self.chunk) == Self.chunk {}
        _ = try await rescueArtifacts(before: .max, of: node)
    }

    private static let endProbesOfNode = """
        UPDATE webhooks SET probe_lease = NULL, probe_until = NULL
        WHERE id IN (SELECT id FROM webhooks WHERE probe_lease >> 32 = $1 ORDER BY id FOR NO KEY UPDATE)
        """

    /// - Parameter node: 0 for every node.
    private func rescue(before end: Int64, of node: Int64, at now: Timestamp, limit: Int) async throws -> Int {
        let webhooks = try await write { write in
            try HotPlans.fix(write.session)
            return try write.session.query(Self.rescueSQL, now.milliseconds, end, node, limit)
                .map { try Self.givenBack($0, write) }
        }
        tellPending(Set(webhooks).map { DueWebhook(webhook: $0, due: now) })
        return webhooks.count
    }

    /// Reports what became pending without an event, here and to other nodes.
    func tellPending(_ due: [DueWebhook]) {
        currentHandover?.pending(due)
        notifier.tell(due.map { .due($0) })
    }

    package func body(of event: Event.ID) async throws -> EventBody? {
        try await read { session in
            try session.query("SELECT body, depth FROM events WHERE id = $1", event).first
                .map { EventBody(stored: try $0[0], depth: try $0[1]) }
        }
    }

    package func firstAttempt(of delivery: DeliveryID) async throws -> Timestamp? {
        try await read { session in
            Timestamp(
                stored: try session.value(
                    Int64.self, "SELECT start_time FROM attempts WHERE delivery = $1 ORDER BY number LIMIT 1", delivery)
            )
        }
    }

    package func target(_ webhook: Webhook.ID) async throws -> WebhookTarget? {
        try await read { [keyring] session in
            guard let row = try session.record("SELECT * FROM webhooks WHERE id = $1", webhook) else { return nil }
            let secrets = try session.values(
                Data.self, "SELECT sealed FROM webhook_secrets WHERE webhook = $1 ORDER BY id DESC", webhook)
            return try WebhookTarget(row: row, sealedSecrets: secrets, keyring)
        }
    }

    package func current(_ uses: Set<WebhookUse>) async throws -> Set<WebhookUse> {
        let asked = Array(uses)
        return try await read { session in
            let places = try session.values(
                Int.self, Self.currentUses, asked.map(\.webhook), asked.map(\.revision), asked.map(\.project))
            return Set(places.map { asked[$0 - 1] })
        }
    }

    private static let currentUses = """
        SELECT place FROM unnest($1, $2, $3) WITH ORDINALITY AS asked (webhook, revision, project, place)
            JOIN webhooks ON webhooks.id = asked.webhook AND webhooks.revision = asked.revision
        WHERE asked.project = '' OR EXISTS (SELECT 1 FROM projects
            WHERE slug = asked.project AND (number = owner OR EXISTS (SELECT 1 FROM members
                WHERE members.project = number AND members.account = -owner)))
        """

    /// Skips what is pending for a webhook that is disabled or gone, one commit per chunk. If the server dies in
    /// between, claiming does the rest.
    func skipPending(of webhook: Webhook.ID, at now: Timestamp) async throws {
        var isDone = false
        while !isDone {
            isDone = try await write { write in
                let isEnabled = try write.session.value(
                    Bool.self, "SELECT disabled_reason IS NULL FROM webhooks WHERE id = $1", webhook)
                if isEnabled == true { return true }
                // A claim may be skipping the same ones at this moment: that has to be over when this returns.
                return try Self.skip(webhook, isGone: isEnabled == nil, waits: true, at: now, write) == 0
            }
        }
    }

    /// A ping goes even to a disabled webhook; it is skipped only if the webhook is gone.
    /// - Parameter waits: whether to wait for deliveries that another transaction has locked, instead of passing over them.
    @discardableResult
    static func skip(
        _ webhook: Webhook.ID, isGone: Bool, waits: Bool = false, at now: Timestamp, _ write: PostgresWrite
    ) throws -> Int {
        let ids = try write.session.values(
            DeliveryID.self,
            """
            UPDATE deliveries SET state = \(Delivery.State.skipped.sql), due_at = NULL, updated_at = $1
            FROM (
                SELECT id FROM deliveries
                WHERE state = \(Delivery.State.pending.sql) AND webhook = $2
                    AND ($3 OR event_type <> \(EventType.pingSQL))
                ORDER BY due_at LIMIT \(chunk) FOR UPDATE \(waits ? "" : "SKIP LOCKED")
            ) AS skipped WHERE deliveries.id = skipped.id RETURNING deliveries.id
            """,
            now.milliseconds, webhook, isGone)
        write.effects.skip(ids.map { SkippedDelivery($0, of: webhook, because: isGone ? .gone : .disabled) })
        return ids.count
    }
}
