package import Domain

/// What happens after a commit is on disk or has been rolled back. Lives for one transaction, on its thread.
package final class CommitEffects {
    private var afterCommit: [() -> Void] = []
    private var afterRollback: [() -> Void] = []
    private let handover: (any DeliveryHandover)?
    private var taken: [LeasedDelivery] = []
    package private(set) var pending: [DueWebhook] = []
    private var accepted = 0
    private var skipped: [SkippedDelivery] = []

    package init(handover: (any DeliveryHandover)?) {
        self.handover = handover
    }

    // MARK: Worker notifications

    /// Until when a delivery that is being accepted is leased to the worker; nil if the worker has no room for it.
    package func reserve(_ webhook: Webhook.ID, bytes: Int, isUrgent: Bool, at now: Timestamp) -> Timestamp? {
        handover?.reserve(webhook, bytes: bytes, isUrgent: isUrgent, at: now)
    }

    /// Hands the delivery over with the commit; room was reserved for it.
    package func hand(_ delivery: LeasedDelivery) {
        taken.append(delivery)
    }

    package func announce(_ due: DueWebhook) {
        pending.append(due)
    }

    /// An event is accepted with the commit.
    package func accept() {
        accepted += 1
    }

    /// Deliveries are skipped with the commit.
    package func skip(_ deliveries: some Sequence<SkippedDelivery>) {
        skipped += deliveries
    }

    // MARK: After the commit

    package func whenCommitted(_ act: @escaping () -> Void) {
        afterCommit.append(act)
    }

    package func whenRolledBack(_ act: @escaping () -> Void) {
        afterRollback.append(act)
    }

    /// Where a job's own effects begin, so that they can be undone if only that job is rolled back.
    package var mark: Mark {
        Mark(
            commit: afterCommit.count, rollback: afterRollback.count, taken: taken.count, pending: pending.count,
            accepted: accepted, skipped: skipped.count)
    }

    package func rollBack(to mark: Mark) {
        afterCommit.removeSubrange(mark.commit...)
        pending.removeSubrange(mark.pending...)
        accepted = mark.accepted
        skipped.removeSubrange(mark.skipped...)
        for act in afterRollback[mark.rollback...] { act() }
        afterRollback.removeSubrange(mark.rollback...)
        for delivery in taken[mark.taken...] {
            handover?.cancel(delivery.webhook, bytes: delivery.body?.bytes.count ?? 0)
        }
        taken.removeSubrange(mark.taken...)
    }

    /// - Parameter current: the handover attached by now. A worker that attached while this commit was in flight read
    ///   the queue before the commit was visible, and has to be told.
    /// - Parameter observer: is told what was skipped.
    package func didCommit(_ current: (any DeliveryHandover)?, _ observer: (any SkipObserver)?) {
        if accepted > 0 { StoreMetrics.count(accepted: accepted) }
        for act in afterCommit { act() }
        if !taken.isEmpty { handover?.take(taken) }
        if !pending.isEmpty { current?.pending(pending) }
        if !skipped.isEmpty { observer?.skipped(skipped) }
    }

    package func didRollBack() {
        rollBack(to: Mark())
    }

    package struct Mark {
        var commit = 0
        var rollback = 0
        var taken = 0
        var pending = 0
        var accepted = 0
        var skipped = 0
    }
}
