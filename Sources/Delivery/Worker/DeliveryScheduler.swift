import DequeModule
import Domain
import Storage

/// The deliveries this worker has in hand, by webhook, and which may go next. Pure: it decides, and the dispatcher
/// acts.
struct DeliveryScheduler {
    struct Limits: Hashable, Sendable {
        /// Concurrent exchanges over all webhooks: as many as there may be connections.
        var exchanges = 1_024
        /// Concurrent exchanges with one origin: as many as it may have connections, so that no exchange waits for one.
        var perOrigin = 320
        /// Bytes of bodies waiting in memory to be sent.
        var readyBytes = 64 << 20
        /// Whether webhook quotas are shared with other nodes: nothing goes out before this node has its share.
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
        /// The share that allowed it to start.
        var share = HeldQuota.whole
    }

    struct Plan: Sendable {
        var starts: [Start] = []
        /// Webhooks to load before any of their deliveries can go out.
        var loads: [Webhook.ID] = []
        var claims: [ClaimRequest] = []
        /// How many bytes of bodies the claims may fetch.
        var bodyBytes = 0
        /// When to plan again if nothing happens before then.
        var wake: Timestamp?
    }

    /// How long to leave alone a webhook that could not be loaded.
    static let loadPause: Duration = .seconds(10)

    private(set) var isStopping = false
    /// All places, and those at each origin that has something in flight.
    var places: Places
    var origins: [WebhookURL.Origin: OriginPlaces] = [:]
    /// Room reserved for deliveries whose commit is not on disk yet, over all webhooks.
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

    /// Whether nothing is in flight or reserved.
    var isIdle: Bool { exchanges == 0 && reserved == 0 }

    /// Whether nothing is in flight or reserved, nor will be again.
    var isDrained: Bool { isStopping && isIdle }

    // MARK: Newly accepted deliveries

    mutating func reserve(_ webhook: Webhook.ID, bytes: Int, isUrgent: Bool = false, at now: Timestamp) -> Bool {
        guard
            !isStopping, readyBytes + bytes <= limits.readyBytes,
            let queue = queues[webhook] ?? (isUrgent ? newQueue(webhook) : nil),
            queue.hasRoom(isUrgent: isUrgent, at: now)
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

    /// - Returns: what may start now, and what has to be given back because the webhook has changed in the meantime.
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

    // MARK: Queue state

    /// - Returns: whether there is something new to plan for.
    mutating func pending(_ due: [DueWebhook]) -> Bool {
        var needsPlan = false
        for item in due {
            let queue = queues[item.webhook] ?? newQueue(item.webhook)
            queues[item.webhook] = queue
            if queue.learn(of: item.due, isUrgent: item.isUrgent) { needsPlan = true }
        }
        return needsPlan
    }

    /// - Parameter prepared: nil if the store has no such webhook.
    /// - Returns: the waiting deliveries to give back because the webhook is gone.
    @discardableResult
    mutating func loaded(
        _ webhook: Webhook.ID, _ prepared: PreparedWebhook?, at now: Timestamp
    ) -> [LeasedDelivery] {
        guard let queue = queues[webhook] else { return [] }
        queue.loadEnded()
        if queue.hasChangedMeanwhile {
            // What was read may predate the change.
            queue.hasChangedMeanwhile = false
            return []
        }
        queue.isGone = prepared == nil
        adopt(prepared, in: queue, at: now)
        return prepared == nil ? takeReady(queue) : []
    }

    /// Applies a change to the webhook that an exchange found just before it started. Other work in the queue goes on.
    /// If the webhook is being loaded already, that load brings the change.
    func reloaded(_ webhook: Webhook.ID, _ prepared: PreparedWebhook, at now: Timestamp) {
        guard let queue = queues[webhook], queue.webhook != nil else { return }
        adopt(prepared, in: queue, at: now)
    }

    private func adopt(_ prepared: PreparedWebhook?, in queue: WebhookQueue, at now: Timestamp) {
        let rate = prepared.flatMap { queue.share.rate(of: $0) }
        queue.webhook = prepared
        // The owner never changes, and must stay known while the webhook is being reloaded.
        if let prepared { queue.owner = prepared.target.owner }
        queue.health = prepared?.target.health ?? .good
        queue.bucket = rate.map { RateBucket(rate: $0, isFull: !limits.isShared, at: now) }
    }

    func notLoaded(_ webhook: Webhook.ID, at now: Timestamp) {
        queues[webhook]?.loadEnded(again: now + Self.loadPause)
    }

    /// Applies the result of a claim. If it brought fewer deliveries than requested, nothing more of the webhook is due
    /// now.
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
            queue.claimEnded(
                isEmptied: counts[request.webhook, default: 0] < request.limit, onlyUrgent: request.onlyUrgent)
            forgetIfOver(queue)
        }
        return startAfterArrival(Set(requests.map(\.webhook)), back, at: now)
    }

    /// Resets the queues after a failed claim, as if it had not been tried.
    func notClaimed(_ requests: [ClaimRequest]) {
        for request in requests { queues[request.webhook]?.claimEnded(isEmptied: false) }
    }

    // MARK: Finished exchanges

    /// - Parameter isTooMany: whether the receiver answered with 429.
    mutating func ended(
        _ webhook: Webhook.ID, _ end: AttemptEnd, isTooMany: Bool = false, took duration: Duration, at now: Timestamp
    ) -> (starts: [Start], back: [LeasedDelivery]) {
        guard let queue = queues[webhook] else { return ([], []) }
        queue.ended(end, isTooMany: isTooMany, took: duration, at: now)
        return (goOn(queue, at: now), returnedWhileProbing(queue, at: now))
    }

    /// Ends an exchange that says nothing about the receiver.
    mutating func abandoned(_ webhook: Webhook.ID, at now: Timestamp) -> [Start] {
        guard let queue = queues[webhook] else { return [] }
        queue.exchanges -= 1
        return goOn(queue, at: now)
    }

    /// Returns what may start once a place is free again, beginning with the webhooks that wait for one.
    private mutating func goOn(_ queue: WebhookQueue, at now: Timestamp) -> [Start] {
        let freed = giveBackPlace(queue)
        forgetIfOver(queue)
        return startWaiting(freed, at: now) + start(queue, at: now)
    }

    /// Applies the webhook's health as the store has it. A failing health counts only if it is worse than the one known
    /// here, because what ended here since is not in it yet. A success that ends the probes calls for a new plan,
    /// because a claim made before it was recorded found nothing.
    /// - Returns: what has to be given back, and whether there is something new to plan for.
    mutating func recorded(
        _ webhook: Webhook.ID, health: WebhookHealth, at now: Timestamp
    ) -> (back: [LeasedDelivery], needsPlan: Bool) {
        guard let queue = queues[webhook] else { return ([], false) }
        if !health.isProbing, queue.hasRecovered {
            queue.hasRecovered = false
            return ([], queue.learn(of: now))
        }
        guard health.isWorse(than: queue.health, at: now) else { return ([], false) }
        queue.health = health
        return (returnedWhileProbing(queue, at: now), false)
    }

    /// Marks the webhook for reloading. What is ready goes back to the store, which knows whether it may still go out.
    mutating func changed(_ webhook: Webhook.ID) -> [LeasedDelivery] {
        guard let queue = queues[webhook] else { return [] }
        queue.hasChangedMeanwhile = queue.webhook == nil && queue.isBusy
        queue.webhook = nil
        queue.loadAgainAt = nil
        queue.isGone = false
        return takeReady(queue)
    }

    /// Whether the webhook is still sent to as it was prepared: it has neither changed since nor been loaded again.
    func isCurrent(_ webhook: Webhook.ID, _ prepared: PreparedWebhook) -> Bool {
        queues[webhook].map { $0.webhook === prepared } ?? true
    }

    mutating func stop() -> [LeasedDelivery] {
        isStopping = true
        return queues.values.flatMap { takeReady($0) }
    }

    // MARK: Planning

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
                plan.claims.append(
                    ClaimRequest(webhook: queue.id, limit: count, onlyUrgent: queue.mayOnlyBeUrgent(at: now)))
                queue.isBusy = true
            }
            // If only the limit on all exchanges holds a queue back, waking does not help; the end of an exchange does.
            if let wake = queue.wake(after: now), wake > now { plan.wake = min(plan.wake ?? wake, wake) }
        }
        return plan
    }

    /// Whether planning now would find something to claim for this webhook.
    func wantsPlan(_ webhook: Webhook.ID, at now: Timestamp) -> Bool {
        guard let queue = queues[webhook] else { return false }
        return queue.needsWebhook(at: now) || queue.claimable(at: now) > 0
            || queue.isPaced && queue.wake(after: now) != nil
    }

    func isProbing(_ webhook: Webhook.ID) -> Bool {
        queues[webhook]?.health.isProbing ?? false
    }

    var queueCount: Int { queues.count }

    private mutating func startAfterArrival(
        _ webhooks: Set<Webhook.ID>, _ back: [LeasedDelivery], at now: Timestamp
    ) -> (starts: [Start], back: [LeasedDelivery]) {
        let arrived = webhooks.compactMap { queues[$0] }
        return (
            arrived.flatMap { start($0, at: now) },
            back + arrived.flatMap { returnedWhileProbing($0, at: now) }
        )
    }

    /// Whether the delivery may stay here. What is urgent waits for its webhook to be loaded.
    private static func isWelcome(_ delivery: LeasedDelivery, in queue: WebhookQueue) -> Bool {
        queue.webhook != nil || delivery.isUrgent && !queue.isGone
    }

    /// While a webhook is only probed, what is urgent and the probe stay leased, and the rest if the probe is due soon.
    private mutating func returnedWhileProbing(_ queue: WebhookQueue, at now: Timestamp) -> [LeasedDelivery] {
        guard queue.health.isProbing, !queue.ready.isEmpty, !queue.keepsReady(at: now) else { return [] }
        // A probe that only limits hold up keeps its place; if it were given back, it would be claimed again at once.
        var kept = queue.ready.prefix { $0.isUrgent }
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
