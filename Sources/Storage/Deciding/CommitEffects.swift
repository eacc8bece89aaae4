import Domain

/// What is to happen once a commit is on disk, or once it came to nothing. Lives for one transaction, on its thread.
class CommitEffects {
    private var afterCommit: [() -> Void] = []
    private var afterRollback: [() -> Void] = []
    private let handover: (any DeliveryHandover)?
    private var taken: [LeasedDelivery] = []
    private(set) var pending: [DueWebhook] = []

    init(handover: (any DeliveryHandover)?) {
        self.handover = handover
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
}
