import Domain
import PostgresClient
import Storage

/// The statuses of the webhooks in a batch.
///
/// As long as all goes well, a webhook's row is not locked, so that commits of several nodes that all concern one busy
/// webhook do not wait for each other: only its last delivery is written, and not even that while another transaction
/// is writing it. If an attempt failed, or an earlier one had failed, the row is locked before it is read.
struct WebhookStatuses {
    private let webhooks: [Webhook.ID]
    private let failing: Set<Webhook.ID>
    private var statuses: [Webhook.ID: WebhookStatus] = [:]
    private var locked: Set<Webhook.ID> = []
    /// The leases of each webhook's attempts.
    private var leases: [Webhook.ID: Set<Int64>] = [:]

    /// - Parameter results: those that will be recorded.
    init(of webhooks: [Webhook.ID], after results: [AttemptResult]) {
        self.webhooks = Set(webhooks).sorted()
        failing = Set(results.filter { !$0.attempt.isSuccess }.map(\.webhook))
    }

    /// Nil if the webhook is gone.
    subscript(webhook: Webhook.ID) -> WebhookStatus? { statuses[webhook] }

    mutating func set(_ status: WebhookStatus, probe lease: Int64) {
        statuses[status.webhook] = status
        leases[status.webhook, default: []].insert(lease)
    }

    private static let columns =
        "SELECT id, failures, failing_since, probe_at, disabled_reason, owner, throttled_until FROM webhooks"

    mutating func read(_ session: PostgresSession) throws {
        try HotPlans.fix(session)
        try add(try session.query("\(Self.columns) WHERE id = ANY($1)", webhooks))
        locked = failing.union(statuses.values.filter { $0.health != .good }.map(\.webhook))
        guard !locked.isEmpty else { return }
        // In id order, so that no two transactions deadlock.
        for webhook in locked { statuses[webhook] = nil }
        try add(
            try session.query(
                "\(Self.columns) WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE", locked.sorted()))
    }

    private mutating func add(_ rows: PostgresResult) throws {
        for row in rows {
            let health = WebhookHealth(
                failures: try row[1], failingSince: Timestamp(stored: try row[2]),
                probeAt: Timestamp(stored: try row[3]), throttledUntil: Timestamp(stored: try row[6]))
            let reason = try row.read(4, as: String?.self).flatMap(Webhook.DisabledReason.init)
            let webhook: Webhook.ID = try row[0]
            statuses[webhook] = WebhookStatus(
                webhook: webhook, owner: WebhookOwner(key: try row[5]), health: health, disabledReason: reason)
        }
    }

    /// Each webhook's row is written once per commit, however many attempts ended in it.
    func write(into pipeline: inout PostgresPipeline) throws {
        let changed = statuses.values.filter(\.isChanged)
        try add(changed.filter { locked.contains($0.webhook) }, Self.updateAll, into: &pipeline)
        try add(changed.filter { !locked.contains($0.webhook) }, Self.updateLast, into: &pipeline)
    }

    private func add(_ statuses: [WebhookStatus], _ sql: String, into pipeline: inout PostgresPipeline) throws {
        guard !statuses.isEmpty else { return }
        let statuses = statuses.sorted { $0.webhook < $1.webhook }
        let lasts = statuses.map(\.last)
        let leases = statuses.flatMap { self.leases[$0.webhook] ?? [] }
        try pipeline.add(
            sql, statuses.map(\.webhook), statuses.map(\.health.failures),
            statuses.map(\.health.failingSince?.milliseconds),
            statuses.map(\.health.probeAt?.milliseconds), lasts.map { $0?.deliveryID },
            lasts.map { $0?.startTime.milliseconds }, lasts.map { $0?.endTime.milliseconds },
            lasts.map { $0?.statusCode }, lasts.map { $0?.reason?.rawValue }, leases,
            statuses.map(\.health.throttledUntil?.milliseconds))
    }

    private static let new = """
        unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $11) AS new (
            webhook, failures, failing_since, probe_at, last_delivery, last_start, last_end, last_status, last_reason,
            throttled_until)
        """

    private static let setLast = """
        last_delivery = new.last_delivery, last_start = new.last_start, last_end = new.last_end,
            last_status = new.last_status, last_reason = new.last_reason
        """

    /// A completed probe lets the next one go out once it is due.
    private static let updateAll = """
        UPDATE webhooks SET failures = new.failures, failing_since = new.failing_since, probe_at = new.probe_at,
            throttled_until = new.throttled_until,
            probe_lease = CASE WHEN \(isOver) THEN NULL ELSE probe_lease END,
            probe_until = CASE WHEN \(isOver) THEN NULL ELSE probe_until END,
            \(setLast)
        FROM \(new) WHERE webhooks.id = new.webhook
        """

    private static let isOver = "probe_lease = ANY($10) OR new.failures = 0 AND new.throttled_until IS NULL"

    private static let updateLast = """
        UPDATE webhooks SET \(setLast)
        FROM \(new)
        WHERE webhooks.id = new.webhook AND cardinality($10) >= 0 AND webhooks.id IN (
            SELECT id FROM webhooks WHERE id = ANY($1) FOR NO KEY UPDATE SKIP LOCKED)
        """
}
