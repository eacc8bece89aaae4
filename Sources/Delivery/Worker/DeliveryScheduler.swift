import DequeModule
import Domain
import Storage

/// What this worker has in hand, webhook by webhook, and who may go next. Pure: it decides, the dispatcher around it acts.
struct DeliveryScheduler {
    struct Limits: Hashable, Sendable {
        /// Exchanges at once over all webhooks: as many as there may be connections.
        var exchanges = 1_024
        /// Exchanges at once with one origin: as many as it may have connections, so that none waits for one.
        var perOrigin = 320
        /// Bytes of bodies that wait in memory to be sent.
        var readyBytes = 64 << 20
        /// What a webhook allows is shared with other nodes: nothing goes out before this one has its part.
        var isShared = false

        init(isShared: Bool = false) {
            self.isShared = isShared
        }

        init(_ sender: SenderConfiguration, isShared: Bool) {
            self.init(isShared: isShared)
            exchanges = sender.connections
            perOrigin = sender.connectionsPerOrigin
        }

        var firstShare: HeldQuota { isShared ? .none : .whole }
    }

    struct Start: Sendable {
        var delivery: LeasedDelivery
        var webhook: PreparedWebhook
        /// What it was let go by.
        var share = HeldQuota.whole
    }

    struct Plan: Sendable {
        var starts: [Start] = []
        /// Webhooks that have to be loaded before anything of theirs can go out.
        var loads: [Webhook.ID] = []
        var claims: [ClaimRequest] = []
        /// How many bytes of bodies the claims may bring along.
        var bodyBytes = 0
        /// When to plan again if nothing happens before.
        var wake: Timestamp?
    }

    /// How long a webhook that could not be loaded is left alone, in milliseconds.
    static let loadPause: Int64 = 10_000

    private(set) var isStopping = false
    /// All places that there are, and those at each origin that has something under way.
    var places: Places
    var sites: [TargetURL.Origin: OriginPlaces] = [:]
    /// Room that was promised to deliveries whose commit is not on disk yet, over all webhooks.
    private var reserved = 0
    var queues: [Webhook.ID: WebhookQueue] = [:]
    var readyBytes = 0
    let limits: Limits

    init(limits: Limits = Limits()) {
        self.limits = limits
        places = Places(total: limits.exchanges)
    }

    var exchanges: Int { places.taken }

    private func newQueue(_ webhook: Webhook.ID) -> WebhookQueue { WebhookQueue(of: webhook, share: limits.firstShare) }

    /// Whether nothing is under way, nor on its way here.
    var isIdle: Bool { exchanges == 0 && reserved == 0 }

    // MARK: What was just accepted

    mutating func reserve(_ webhook: Webhook.ID, bytes: Int, isPing: Bool = false, at now: Timestamp) -> Bool {
        guard
            !isStopping, readyBytes + bytes <= limits.readyBytes,
            let queue = queues[webhook] ?? (isPing ? newQueue(webhook) : nil),
            queue.hasRoom(isPing: isPing, at: now)
        else { return false }
        queues[webhook] = queue
        queue.reserved += 1
        reserved += 1
        readyBytes += bytes
        return true
    }

    mutating func cancel(_ webhook: Webhook.ID, bytes: Int) {
        queues[webhook]?.reserved -= 1
        reserved -= 1
        readyBytes -= bytes
    }

    /// - Returns: what may start now, and what has to be given back because the webhook changed in between.
    mutating func take(
        _ deliveries: [LeasedDelivery], at now: Timestamp
    ) -> (starts: [Start], back: [LeasedDelivery]) {
        var back: [LeasedDelivery] = []
        for delivery in deliveries {
            let queue = queues[delivery.webhook]
            queue?.reserved -= 1
            reserved -= 1
            if !isStopping, let queue, Self.isWelcome(delivery, in: queue) {
                queue.append(delivery)
            } else {
                readyBytes -= delivery.body?.bytes.count ?? 0
                back.append(delivery)
            }
        }
        return startAfterArrival(Set(deliveries.map(\.webhook)), back, at: now)
    }

    // MARK: What is known of the queue

    /// - Returns: whether there is something new to plan for.
    mutating func pending(_ due: [DueWebhook]) -> Bool {
        var needsPlan = false
        for item in due {
            let queue = queues[item.webhook] ?? newQueue(item.webhook)
            queues[item.webhook] = queue
            if queue.learn(of: item.due) { needsPlan = true }
        }
        return needsPlan
    }

    /// - Parameter prepared: nil where the store has no such webhook.
    /// - Returns: what waited for it and has to be given back because it is gone.
    @discardableResult
    mutating func loaded(
        _ webhook: Webhook.ID, _ prepared: PreparedWebhook?, at now: Timestamp
    ) -> [LeasedDelivery] {
        guard let queue = queues[webhook] else { return [] }
        queue.loadEnded()
        if queue.hasChangedMeanwhile {
            // What was read may be of before the change.
            queue.hasChangedMeanwhile = false
            return []
        }
        queue.isGone = prepared == nil
        adopt(prepared, in: queue, at: now)
        return prepared == nil ? takeReady(queue) : []
    }

    /// An exchange that was about to begin found the webhook changed. Whatever else is going on in the queue goes on; one
    /// that is just being loaded comes by itself.
    func reloaded(_ webhook: Webhook.ID, _ prepared: PreparedWebhook, at now: Timestamp) {
        guard let queue = queues[webhook], queue.webhook != nil else { return }
        adopt(prepared, in: queue, at: now)
    }

    private func adopt(_ prepared: PreparedWebhook?, in queue: WebhookQueue, at now: Timestamp) {
        let rate = prepared.flatMap { queue.share.rate(of: $0) }
        queue.webhook = prepared
        // Whose it is never changes, and is still to be known when it is being loaded anew.
        if let prepared { queue.owner = prepared.target.owner }
        queue.health = prepared?.target.health ?? .good
        queue.bucket = rate.map { RateBucket(rate: $0, isFull: !limits.isShared, at: now) }
    }

    func notLoaded(_ webhook: Webhook.ID, at now: Timestamp) {
        queues[webhook]?.loadEnded(again: now.adding(milliseconds: Self.loadPause))
    }

    /// What came of a claim. Fewer than were asked for: nothing more of it is due now.
    mutating func claimed(
        _ requests: [ClaimRequest], _ deliveries: [LeasedDelivery], at now: Timestamp
    ) -> (starts: [Start], back: [LeasedDelivery]) {
        var back: [LeasedDelivery] = []
        var counts: [Webhook.ID: Int] = [:]
        for delivery in deliveries {
            counts[delivery.webhook, default: 0] += 1
            if !isStopping, let queue = queues[delivery.webhook], queue.webhook != nil {
                readyBytes += delivery.body?.bytes.count ?? 0
                queue.append(delivery)
            } else {
                back.append(delivery)
            }
        }
        for request in requests {
            guard let queue = queues[request.webhook] else { continue }
            queue.claimEnded(isEmptied: counts[request.webhook, default: 0] < request.limit)
            forgetIfOver(queue)
        }
        return startAfterArrival(Set(requests.map(\.webhook)), back, at: now)
    }

    /// The claim failed: as if it had not been tried.
    func notClaimed(_ requests: [ClaimRequest]) {
        for request in requests { queues[request.webhook]?.claimEnded(isEmptied: false) }
    }

    // MARK: What ended

    mutating func ended(
        _ webhook: Webhook.ID, success: Bool, seconds: Double, at now: Timestamp
    ) -> (starts: [Start], back: [LeasedDelivery]) {
        guard let queue = queues[webhook] else { return ([], []) }
        queue.ended(success: success, seconds: seconds, at: now)
        return (goOn(queue, at: now), returnedByOpenCircuit(queue, at: now))
    }

    /// An exchange that came to nothing that says something about the receiver.
    mutating func abandoned(_ webhook: Webhook.ID, at now: Timestamp) -> [Start] {
        guard let queue = queues[webhook] else { return [] }
        queue.exchanges -= 1
        return goOn(queue, at: now)
    }

    /// What may start once a place is free again: of those that wait for one first.
    private mutating func goOn(_ queue: WebhookQueue, at now: Timestamp) -> [Start] {
        let freed = giveBackPlace(queue)
        forgetIfOver(queue)
        return startWaiting(freed, at: now) + start(queue, at: now)
    }

    /// The webhook's health as the store has it. Of bad news only worse counts: what ended here since is not in it yet.
    /// A success that closes the circuit calls for a plan: a claim of before it was recorded found nothing.
    /// - Returns: what has to be given back, and whether there is something new to plan for.
    mutating func recorded(
        _ webhook: Webhook.ID, health: WebhookHealth, at now: Timestamp
    ) -> (back: [LeasedDelivery], needsPlan: Bool) {
        guard let queue = queues[webhook] else { return ([], false) }
        if health.failures == 0, queue.hasRecovered {
            queue.hasRecovered = false
            return ([], queue.learn(of: now))
        }
        guard health.failures > queue.health.failures else { return ([], false) }
        queue.health = health
        return (returnedByOpenCircuit(queue, at: now), false)
    }

    /// The webhook has to be loaded anew; what is ready goes back to the store, which knows whether it still goes out.
    mutating func changed(_ webhook: Webhook.ID) -> [LeasedDelivery] {
        guard let queue = queues[webhook] else { return [] }
        queue.hasChangedMeanwhile = queue.webhook == nil && queue.isBusy
        queue.webhook = nil
        queue.loadAgainAt = nil
        queue.isGone = false
        return takeReady(queue)
    }

    mutating func stop() -> [LeasedDelivery] {
        isStopping = true
        return queues.values.flatMap { takeReady($0) }
    }

    // MARK: What next

    mutating func plan(at now: Timestamp) -> Plan {
        var plan = Plan()
        guard !isStopping else { return plan }
        plan.bodyBytes = max(0, limits.readyBytes - readyBytes)
        for queue in queues.values {
            plan.starts += start(queue, at: now)
            if queue.needsWebhook(at: now) {
                plan.loads.append(queue.id)
                queue.isBusy = true
            }
            let count = queue.claimable(at: now)
            if count > 0 {
                plan.claims.append(ClaimRequest(webhook: queue.id, limit: count))
                queue.isBusy = true
            }
            // What could go on now but for the limit on all exchanges is not helped by waking: the end of one does that.
            if let wake = queue.wake(after: now), wake > now { plan.wake = min(plan.wake ?? wake, wake) }
        }
        return plan
    }

    /// Whether planning now would find something of this webhook to claim.
    func wantsPlan(_ webhook: Webhook.ID, at now: Timestamp) -> Bool {
        guard let queue = queues[webhook] else { return false }
        return queue.needsWebhook(at: now) || queue.claimable(at: now) > 0
            || queue.isPaced && queue.wake(after: now) != nil
    }

    func isCircuitOpen(_ webhook: Webhook.ID) -> Bool {
        queues[webhook]?.health.isCircuitOpen ?? false
    }

    var queueCount: Int { queues.count }

    private mutating func startAfterArrival(
        _ webhooks: Set<Webhook.ID>, _ back: [LeasedDelivery], at now: Timestamp
    ) -> (starts: [Start], back: [LeasedDelivery]) {
        let arrived = webhooks.compactMap { queues[$0] }
        return (
            arrived.flatMap { start($0, at: now) },
            back + arrived.flatMap { returnedByOpenCircuit($0, at: now) }
        )
    }

    /// Whether it may stay here. A ping waits for its webhook to be loaded.
    private static func isWelcome(_ delivery: LeasedDelivery, in queue: WebhookQueue) -> Bool {
        queue.webhook != nil || delivery.isPing && !queue.isGone
    }

    /// While the circuit of a webhook is open nothing of it is kept leased but pings and what goes out as a probe.
    private mutating func returnedByOpenCircuit(_ queue: WebhookQueue, at now: Timestamp) -> [LeasedDelivery] {
        guard queue.health.isCircuitOpen, !queue.ready.isEmpty else { return [] }
        // A probe that is only held up by limits keeps its place; given back it would be claimed again at once.
        var kept = queue.ready.prefix { $0.isPing }
        if kept.isEmpty, queue.mayProbe(at: now) { kept = queue.ready.prefix(1) }
        queue.ready.removeFirst(kept.count)
        let back = emptyReady(queue)
        queue.ready = Deque(kept)
        if kept.isEmpty { stopWaiting(queue) }
        return back
    }

    private mutating func forgetIfOver(_ queue: WebhookQueue) {
        guard queue.isOver else { return }
        stopWaiting(queue)
        queues[queue.id] = nil
    }

    mutating func takeReady(_ queue: WebhookQueue) -> [LeasedDelivery] {
        stopWaiting(queue)
        return emptyReady(queue)
    }

    private mutating func emptyReady(_ queue: WebhookQueue) -> [LeasedDelivery] {
        let ready = Array(queue.ready)
        queue.ready = []
        for delivery in ready { readyBytes -= delivery.body?.bytes.count ?? 0 }
        return ready
    }
}
