import Domain
import PostgresClient
import Storage

/// One claim by a worker. Deliveries that another worker is claiming at the moment are passed over, so that nobody
/// waits.
struct Claim {
    private let lease: Int64
    private let now: Timestamp
    private let until: Timestamp

    /// - Parameter lease: the token for all its leases.
    init(lease: Int64, at now: Timestamp, until: Timestamp) {
        self.lease = lease
        self.now = now
        self.until = until
    }

    /// What may be claimed for a webhook.
    private struct Allowance {
        var webhook: Webhook.ID
        var revision: Int64
        /// How many deliveries: of all kinds, or only urgent ones.
        var limit: Int
        var onlyUrgent: Bool
        /// What was redelivered by hand goes out only if the webhook is enabled; pings always do.
        var isEnabled: Bool
    }

    func run(_ requests: [ClaimRequest], _ write: PostgresWrite) throws -> [LeasedDelivery] {
        let session = write.session
        let allowances = try allowances(requests, write)
        let found =
            try take(allowances.filter { !$0.onlyUrgent }, Self.sql, write)
            + take(allowances.filter(\.onlyUrgent), Self.urgentSQL, write)
        let events = found.filter { $0.delivery.eventType != .ping && !$0.delivery.isByHand }
        try noteProbes(Set(events.map(\.delivery.webhook)), session)
        return found.sorted { $0.order < $1.order }.map(\.delivery)
    }

    private func take(
        _ allowances: [Allowance], _ sql: String, _ write: PostgresWrite
    ) throws -> [(order: (Int, Int64, DeliveryID), delivery: LeasedDelivery)] {
        guard !allowances.isEmpty else { return [] }
        let rows = try write.session.query(
            sql, allowances.map(\.webhook), allowances.map(\.limit), allowances.map(\.isEnabled), now.milliseconds,
            lease, until.milliseconds)
        var found: [(order: (Int, Int64, DeliveryID), delivery: LeasedDelivery)] = []
        for row in rows {
            guard try row.read(9, as: Bool.self) else {
                let webhook = allowances[try row.read(0, as: Int.self) - 1].webhook
                write.effects.skip([SkippedDelivery(try row[2], of: webhook, because: .membership)])
                continue
            }
            found.append((order: try order(of: row), delivery: try leased(row, allowances)))
        }
        return found
    }

    private func allowances(_ requests: [ClaimRequest], _ write: PostgresWrite) throws -> [Allowance] {
        let session = write.session
        try HotPlans.fix(session)
        let states = try session.query(Self.states, requests.map(\.webhook))
        let rows = Dictionary(uniqueKeysWithValues: try states.map { (try $0.read(0, as: Webhook.ID.self), $0) })
        let open = try open(requests.map(\.webhook), session)
        return try requests.compactMap { request in
            guard let row = rows[request.webhook] else {
                try PostgresStore.skip(request.webhook, isGone: true, at: now, write)
                return nil
            }
            let isEnabled: Bool = try row[2]
            if !isEnabled { try PostgresStore.skip(request.webhook, isGone: false, at: now, write) }
            let mayProbe = open[request.webhook]
            return Allowance(
                webhook: request.webhook, revision: try row[1], limit: mayProbe == true ? 1 : request.limit,
                onlyUrgent: request.onlyUrgent || !isEnabled || mayProbe == false, isEnabled: isEnabled)
        }
    }

    private static let states = "SELECT id, revision, disabled_reason IS NULL FROM webhooks WHERE id = ANY($1)"

    /// Of the webhooks that are only probed, those that may send a probe: it is due, and no other is in flight on any node.
    /// Their rows stay locked, so that no two nodes probe at once.
    private func open(_ webhooks: [Webhook.ID], _ session: PostgresSession) throws -> [Webhook.ID: Bool] {
        let rows = try session.query(
            """
            SELECT id, coalesce(throttled_until <= $2, true) AND coalesce(probe_until < $2, true)
                AND (failures < \(WebhookHealth.failuresToOpenCircuit) OR coalesce(probe_at <= $2, true))
            FROM webhooks WHERE id = ANY($1) AND \(Self.isProbing) ORDER BY id FOR NO KEY UPDATE
            """,
            webhooks, now.milliseconds)
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0[0], try $0[1]) })
    }

    private static let isProbing =
        "(failures >= \(WebhookHealth.failuresToOpenCircuit) OR throttled_until IS NOT NULL)"

    private func noteProbes(_ webhooks: Set<Webhook.ID>, _ session: PostgresSession) throws {
        guard !webhooks.isEmpty else { return }
        try session.run(
            """
            UPDATE webhooks SET probe_lease = $2, probe_until = $3
            WHERE id = ANY($1) AND \(Self.isProbing)
            """,
            webhooks.sorted(), lease, until.milliseconds)
    }

    private func leased(_ row: PostgresRow, _ allowances: [Allowance]) throws -> LeasedDelivery {
        let allowance = allowances[try row.read(0, as: Int.self) - 1]
        return LeasedDelivery(
            lease: Lease(delivery: try row[2], token: lease), leaseUntil: until, webhook: allowance.webhook,
            webhookRevision: allowance.revision, project: try row[8], event: try row[3],
            eventType: EventType(stored: try row[4]), attemptCount: try row[5], scheduleIndex: try row[6] + 1,
            isByHand: try row[10], createdAt: Timestamp(milliseconds: try row[7]), body: nil)
    }

    /// In the order requested, oldest due first.
    private func order(of row: PostgresRow) throws -> (Int, Int64, DeliveryID) {
        try (row[0], row[1], row[2])
    }

    static let sql = sql(where: "(asked.enabled OR event_type = \(EventType.pingSQL))")

    /// The condition is that of the index `deliveries_urgent`.
    static let urgentSQL = sql(
        where: """
            (by_hand OR event_type = \(EventType.pingSQL)) AND (asked.enabled OR event_type = \(EventType.pingSQL))
            """)

    /// Deliveries that an application may no longer receive are skipped instead of leased.
    private static func sql(where condition: String) -> String {
        """
        WITH due AS MATERIALIZED (
            SELECT asked.place AS request, found.id, found.due_at, coalesce(found.event_project, found.owner) AS project,
                \(PostgresStore.isHeard("found")) AS heard
            FROM unnest($1, $2, $3) WITH ORDINALITY
                AS asked (webhook, most, enabled, place)
            CROSS JOIN LATERAL (
                SELECT id, owner, event_project, due_at FROM deliveries
                WHERE state = \(Delivery.State.pending.sql) AND webhook = asked.webhook AND due_at <= $4
                    AND \(condition)
                ORDER BY due_at LIMIT asked.most
                FOR UPDATE SKIP LOCKED
            ) AS found
        )
        UPDATE deliveries SET due_at = NULL,
            state = CASE WHEN heard THEN \(Delivery.State.sending.sql) ELSE \(Delivery.State.skipped.sql) END,
            lease = CASE WHEN heard THEN $5 END, lease_until = CASE WHEN heard THEN $6 END,
            updated_at = CASE WHEN heard THEN updated_at ELSE $4 END
        FROM due LEFT JOIN projects ON projects.number = due.project WHERE deliveries.id = due.id
        RETURNING due.request, due.due_at, deliveries.id, event, event_type, attempt_count, place,
            deliveries.created_at, coalesce(slug, ''), heard, coalesce(by_hand, FALSE)
        """
    }
}
