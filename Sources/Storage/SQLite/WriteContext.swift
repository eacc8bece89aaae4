import Domain
import GRDB
import Synchronization

/// What the jobs of one commit share: the connection, what they learned about webhooks, and what is to happen once
/// the commit is on disk. Lives on the writing thread, for one transaction.
final class WriteContext {
    let db: Database
    private var afterCommit: [() -> Void] = []
    private var afterRollback: [() -> Void] = []
    private var fares: [Webhook.ID: WebhookFare] = [:]
    private let handover: (any DeliveryHandover)?
    private var taken: [LeasedDelivery] = []
    private var pending: [DueWebhook] = []
    private var statements: HotStatements
    private let commits: GroupCommit

    init(_ db: Database, handover: (any DeliveryHandover)? = nil, of commits: GroupCommit) {
        self.db = db
        self.handover = handover
        self.commits = commits
        statements = HotStatements(db)
    }

    func statement(_ kind: HotStatements.Kind) throws -> HotStatement {
        try statements.statement(kind)
    }

    func newDeliveryID(at now: Timestamp) -> DeliveryID {
        commits.random.withLock { DeliveryID.make(at: now, using: &$0) }
    }

    // MARK: What the worker is told

    /// Until when a delivery that is being accepted is leased to the worker; nil where that has no room for it.
    func reserve(_ webhook: Webhook.ID, bytes: Int, isPing: Bool, at now: Timestamp) -> Timestamp? {
        handover?.reserve(webhook, bytes: bytes, isPing: isPing, at: now)
    }

    /// Handed over with the commit; room was reserved for it.
    func hand(_ delivery: LeasedDelivery) {
        taken.append(delivery)
    }

    func announce(_ due: DueWebhook) {
        pending.append(due)
    }

    // MARK: What follows

    func whenCommitted(_ act: @escaping () -> Void) {
        afterCommit.append(act)
    }

    func whenRolledBack(_ act: @escaping () -> Void) {
        afterRollback.append(act)
    }

    /// Where a job's own acts begin, so that they can be told apart if the job alone is rolled back.
    var mark: Mark {
        Mark(
            commit: afterCommit.count, rollback: afterRollback.count, taken: taken.count, pending: pending.count)
    }

    func rollBack(to mark: Mark) {
        afterCommit.removeSubrange(mark.commit...)
        pending.removeSubrange(mark.pending...)
        for act in afterRollback[mark.rollback...] { act() }
        afterRollback.removeSubrange(mark.rollback...)
        for delivery in taken[mark.taken...] {
            handover?.cancel(delivery.webhook, bytes: delivery.body?.bytes.count ?? 0)
        }
        taken.removeSubrange(mark.taken...)
    }

    /// - Parameter current: who is attached by now. A worker that came while this commit was under way looked into the
    ///   queue before it was there, and has to be told.
    func didCommit(_ current: (any DeliveryHandover)?) {
        for act in afterCommit { act() }
        if !taken.isEmpty { handover?.take(taken) }
        if !pending.isEmpty { current?.pending(pending) }
    }

    func didRollBack() {
        rollBack(to: Mark())
    }

    struct Mark {
        var commit = 0
        var rollback = 0
        var taken = 0
        var pending = 0
    }

    // MARK: How webhooks fare

    /// How the webhook fares, read once for each commit; nil where it is gone.
    func fare(of webhook: Webhook.ID) throws -> WebhookFare? {
        if let fare = fares[webhook] { return fare }
        let fare = try WebhookFare.fetch(webhook, db)
        fares[webhook] = fare
        return fare
    }

    func setFare(_ fare: WebhookFare, of webhook: Webhook.ID) {
        fares[webhook] = fare
    }

    /// For jobs that change a webhook's row themselves: what is known is written first, then forgotten.
    func forgetFare(of webhook: Webhook.ID) throws {
        try fares.removeValue(forKey: webhook)?.write(db)
    }

    /// Each webhook's row is written once for each commit, however many attempts ended in it.
    func flush() throws {
        for fare in fares.values { try fare.write(db) }
        fares = [:]
    }
}

/// The part of a webhook's row that attempts change.
struct WebhookFare {
    var webhook: Webhook.ID
    var owner: WebhookOwner
    var health: WebhookHealth
    var disabledReason: Webhook.DisabledReason?
    var last: Webhook.LastDelivery?
    var isChanged = false

    static func fetch(_ webhook: Webhook.ID, _ db: Database) throws -> WebhookFare? {
        let statement = try db.cachedStatement(
            sql: "SELECT failures, failing_since, probe_at, disabled_reason, owner FROM webhooks WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [webhook]) else { return nil }
        return WebhookFare(
            webhook: webhook, owner: WebhookOwner(key: row[4]),
            health: WebhookHealth(
                failures: row[0], failingSince: Timestamp(stored: row[1]), probeAt: Timestamp(stored: row[2])),
            disabledReason: (row[3] as String?).flatMap(Webhook.DisabledReason.init))
    }

    func write(_ db: Database) throws {
        guard isChanged, let last else { return }
        let statement = try db.cachedStatement(
            sql: """
                UPDATE webhooks SET failures = ?, failing_since = ?, probe_at = ?, last_delivery = ?, last_start = ?,
                    last_end = ?, last_status = ?, last_reason = ?
                WHERE id = ?
                """)
        try statement.execute(arguments: [
            health.failures, health.failingSince?.milliseconds, health.probeAt?.milliseconds, last.deliveryID.data,
            last.startTime.milliseconds, last.endTime.milliseconds, last.statusCode, last.reason?.rawValue, webhook,
        ])
    }
}
