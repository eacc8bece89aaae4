import Domain
import GRDB
import Storage
import Synchronization

/// What the jobs of one commit share: the connection, what they learned about webhooks, and what happens once the
/// commit is on disk. Lives on the writing thread, for one transaction.
final class WriteContext {
    let db: Database
    let effects: CommitEffects
    private var statuses: [Webhook.ID: WebhookStatus] = [:]
    private var days: [Project.Number: CountedDay] = [:]
    private var statements: HotStatements
    private let commits: GroupCommit

    init(_ db: Database, handover: (any DeliveryHandover)? = nil, of commits: GroupCommit) {
        self.db = db
        self.commits = commits
        statements = HotStatements(db)
        effects = CommitEffects(handover: handover)
    }

    func statement(_ kind: HotStatements.Kind) throws -> HotStatement {
        try statements.statement(kind)
    }

    func newDeliveryID(at now: Timestamp) -> DeliveryID {
        commits.random.withLock { DeliveryID.make(at: now, using: &$0) }
    }

    // MARK: Webhook statuses

    /// The webhook's status, read once per commit; nil if the webhook is gone.
    func status(of webhook: Webhook.ID) throws -> WebhookStatus? {
        if let status = statuses[webhook] { return status }
        let status = try WebhookStatus.fetch(webhook, db)
        statuses[webhook] = status
        return status
    }

    func setStatus(_ status: WebhookStatus, of webhook: Webhook.ID) {
        statuses[webhook] = status
    }

    /// For jobs that change a webhook's row themselves: writes what is known, then drops it.
    func forgetStatus(of webhook: Webhook.ID) throws {
        try statuses.removeValue(forKey: webhook)?.write(db)
    }

    // MARK: Quotas

    /// Counts the event against its project's quota; returns why if it does not fit.
    func count(_ event: NewEvent, at now: Timestamp) throws -> QuotaBreach? {
        guard let (project, quota) = event.counted else { return nil }
        var day = try days[project] ?? CountedDay.fetch(project, db) ?? CountedDay(day: now.day, usage: .none)
        let breach = day.count(event.usage, within: quota, at: now)
        // An event that did not fit changes nothing.
        if breach == nil { days[project] = day }
        return breach
    }

    /// Writes each webhook's row and each project's count once per commit, however many attempts ended and events were
    /// accepted in it.
    func flush() throws {
        for status in statuses.values { try status.write(db) }
        statuses = [:]
        for (project, day) in days { try day.write(of: project, self) }
        days = [:]
    }

    /// Nothing is lost: what earlier jobs had changed was written before the rolled-back job began.
    func rollBack(to mark: CommitEffects.Mark) {
        statuses = [:]
        days = [:]
        effects.rollBack(to: mark)
    }
}
