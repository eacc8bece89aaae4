import Domain
import Storage
import Synchronization

/// Hands deliveries over between the store, the worker's loops, and its exchanges. Wraps the scheduler in a lock and
/// acts on its decisions.
final class DeliveryDispatcher: DeliveryHandover {
    /// How long a lease lasts: longer than the longest exchange and everything before and after it.
    static let lease: Duration = .minutes(2)

    /// Deliveries to start now.
    let starts: AsyncStream<[DeliveryScheduler.Start]>
    private let starting: AsyncStream<[DeliveryScheduler.Start]>.Continuation
    /// Leases to give back.
    let returns: AsyncStream<[LeasedDelivery]>
    private let returning: AsyncStream<[LeasedDelivery]>.Continuation
    let alarm = Alarm()
    /// Rings when a webhook has something to send but no share of its concurrency quota.
    let shareAlarm = Alarm()
    private let scheduler: Mutex<DeliveryScheduler>
    private let time: any TimeSource
    private let idle = Alarm()
    private let closing = Atomic(false)
    /// In milliseconds since 1970.
    private let lastStart = Atomic<Int64>(0)

    init(limits: DeliveryScheduler.Limits, time: any TimeSource) {
        scheduler = Mutex(DeliveryScheduler(limits: limits))
        self.time = time
        (starts, starting) = AsyncStream.makeStream()
        (returns, returning) = AsyncStream.makeStream()
    }

    // MARK: Store side

    func reserve(_ webhook: Webhook.ID, bytes: Int, isUrgent: Bool, at now: Timestamp) -> Timestamp? {
        let hasRoom = scheduler.withLock { $0.reserve(webhook, bytes: bytes, isUrgent: isUrgent, at: now) }
        return hasRoom ? now + Self.lease : nil
    }

    func take(_ deliveries: [LeasedDelivery]) {
        let now = time.now()
        let (next, wantsPlan, needsShare, isDrained) = scheduler.withLock { scheduler in
            // Something urgent may have arrived for a webhook that is not loaded yet, or that this node holds no share of.
            let urgent = deliveries.filter(\.isUrgent)
            return (
                scheduler.take(deliveries, at: now),
                urgent.contains { scheduler.wantsPlan($0.webhook, at: now) },
                !urgent.isEmpty && scheduler.needsShare(at: now),
                scheduler.isDrained
            )
        }
        act(on: next)
        if wantsPlan { alarm.ring() }
        if needsShare { shareAlarm.ring() }
        if isDrained { idle.ring() }
    }

    func cancel(_ webhook: Webhook.ID, bytes: Int) {
        let isDrained = scheduler.withLock { scheduler in
            scheduler.cancel(webhook, bytes: bytes)
            return scheduler.isDrained
        }
        if isDrained { idle.ring() }
    }

    func pending(_ due: [DueWebhook]) {
        let now = time.now()
        let (needsPlan, needsShare) = scheduler.withLock { ($0.pending(due), $0.needsShare(at: now)) }
        if needsPlan { alarm.ring() }
        if needsShare { shareAlarm.ring() }
    }

    func changed(_ webhook: Webhook.ID) {
        giveBack(scheduler.withLock { $0.changed(webhook) })
        alarm.ring()
    }

    // MARK: Worker side

    /// Starts what may start and returns what else there is to do.
    func plan() -> DeliveryScheduler.Plan {
        let now = time.now()
        var plan: DeliveryScheduler.Plan
        let needsShare: Bool
        (plan, needsShare) = scheduler.withLock { ($0.plan(at: now), $0.needsShare(at: now)) }
        start(plan.starts)
        if needsShare { shareAlarm.ring() }
        plan.starts = []
        return plan
    }

    func loaded(_ webhook: Webhook.ID, _ prepared: PreparedWebhook?) {
        let now = time.now()
        let (back, needsShare) = scheduler.withLock { ($0.loaded(webhook, prepared, at: now), $0.needsShare(at: now)) }
        giveBack(back)
        if needsShare { shareAlarm.ring() }
    }

    func reloaded(_ webhook: Webhook.ID, _ prepared: PreparedWebhook) {
        scheduler.withLock { $0.reloaded(webhook, prepared, at: time.now()) }
    }

    /// Whether nothing is known here of a change since the webhook was prepared.
    func isCurrent(_ webhook: Webhook.ID, _ prepared: PreparedWebhook) -> Bool {
        scheduler.withLock { $0.isCurrent(webhook, prepared) }
    }

    /// The store no longer has the webhook as it was prepared. Does nothing if that is known already.
    func outdated(_ webhook: Webhook.ID, _ prepared: PreparedWebhook) {
        if isCurrent(webhook, prepared) { changed(webhook) }
    }

    // MARK: Other nodes

    func requests() -> [ConcurrencyQuota.Request] {
        scheduler.withLock { $0.requests(at: time.now()) }
    }

    func shared(_ shares: [ConcurrencyQuota]) {
        act(on: scheduler.withLock { $0.shared(shares, at: time.now()) })
        // There may be something to claim now.
        alarm.ring()
    }

    var lacksShare: Bool { scheduler.withLock { $0.lacksShare(at: time.now()) } }

    func notLoaded(_ webhook: Webhook.ID) {
        scheduler.withLock { $0.notLoaded(webhook, at: time.now()) }
    }

    func claimed(_ requests: [ClaimRequest], _ deliveries: [LeasedDelivery]) {
        act(on: scheduler.withLock { $0.claimed(requests, deliveries, at: time.now()) })
    }

    func notClaimed(_ requests: [ClaimRequest]) {
        scheduler.withLock { $0.notClaimed(requests) }
    }

    /// - Parameter isTooMany: whether the receiver answered with 429.
    func ended(_ webhook: Webhook.ID, _ end: AttemptEnd, isTooMany: Bool, took duration: Duration) {
        let now = time.now()
        // Every exchange ends here: one turn of the lock.
        let (next, wantsPlan, isDrained) = scheduler.withLock { scheduler in
            // Deliveries that waited for a successful probe have due times of their own.
            let wasProbing = scheduler.isProbing(webhook)
            let next = scheduler.ended(webhook, end, isTooMany: isTooMany, took: duration, at: now)
            return (next, wasProbing || scheduler.wantsPlan(webhook, at: now), scheduler.isDrained)
        }
        act(on: next)
        if wantsPlan { alarm.ring() }
        if isDrained { idle.ring() }
    }

    func abandoned(_ webhook: Webhook.ID) {
        let now = time.now()
        let (starts, wantsPlan, isDrained) = scheduler.withLock { scheduler in
            (scheduler.abandoned(webhook, at: now), scheduler.wantsPlan(webhook, at: now), scheduler.isDrained)
        }
        start(starts)
        if wantsPlan { alarm.ring() }
        if isDrained { idle.ring() }
    }

    /// Applies the health of webhooks, in order, as the store has it once it has recorded their results.
    func recorded(_ healths: [(webhook: Webhook.ID, health: WebhookHealth)]) {
        let now = time.now()
        let (back, needsPlan) = scheduler.withLock { scheduler in
            healths.reduce(into: (back: [LeasedDelivery](), needsPlan: false)) { all, item in
                let next = scheduler.recorded(item.webhook, health: item.health, at: now)
                all.back += next.back
                all.needsPlan = all.needsPlan || next.needsPlan
            }
        }
        giveBack(back)
        if needsPlan { alarm.ring() }
    }

    /// Whether an exchange has started within the last `duration`.
    func hasStarted(within duration: Duration) -> Bool {
        time.now() - Timestamp(milliseconds: lastStart.load(ordering: .relaxed)) < duration
    }

    // MARK: Stopping

    var isStopping: Bool { scheduler.withLock { $0.isStopping } }

    /// Starts nothing from now on and gives back what is ready.
    func stop() {
        giveBack(scheduler.withLock { $0.stop() })
        alarm.ring()
    }

    /// Returns once no exchange is in flight and no reserved delivery is still to come, or at `deadline`.
    func waitUntilIdle(until deadline: Timestamp) async {
        while !scheduler.withLock({ $0.isIdle }), time.now() < deadline, !Task.isCancelled {
            await idle.wait(until: deadline, by: time)
        }
    }

    func close() {
        closing.store(true, ordering: .releasing)
        starting.finish()
        returning.finish()
        shareAlarm.ring()
    }

    /// Whether nothing is in flight anymore.
    var isClosed: Bool { closing.load(ordering: .acquiring) }

    private func act(on next: (starts: [DeliveryScheduler.Start], back: [LeasedDelivery])) {
        start(next.starts)
        giveBack(next.back)
    }

    private func start(_ starts: [DeliveryScheduler.Start]) {
        guard !starts.isEmpty else { return }
        lastStart.store(time.now().milliseconds, ordering: .relaxed)
        starting.yield(starts)
    }

    private func giveBack(_ deliveries: [LeasedDelivery]) {
        if !deliveries.isEmpty { returning.yield(deliveries) }
    }
}
