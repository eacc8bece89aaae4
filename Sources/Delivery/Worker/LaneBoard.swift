import DequeModule
import Domain
import Storage

/// What this worker has in hand, webhook by webhook, and who may go next. Pure: it decides, the desk around it acts.
struct LaneBoard {
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

        var firstShare: LaneShare { isShared ? .none : .whole }
    }

    struct Start: Sendable {
        var delivery: LeasedDelivery
        var webhook: PreparedWebhook
        /// What it was let go by.
        var share = LaneShare.whole
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
    var lanes: [Webhook.ID: Lane] = [:]
    var readyBytes = 0
    let limits: Limits

    init(limits: Limits = Limits()) {
        self.limits = limits
        places = Places(total: limits.exchanges)
    }

    var exchanges: Int { places.taken }

    private func newLane(_ webhook: Webhook.ID) -> Lane { Lane(of: webhook, share: limits.firstShare) }

    /// Whether nothing is under way, nor on its way here.
    var isIdle: Bool { exchanges == 0 && reserved == 0 }

    // MARK: What was just accepted

    mutating func reserve(_ webhook: Webhook.ID, bytes: Int, isPing: Bool = false, at now: Timestamp) -> Bool {
        guard
            !isStopping, readyBytes + bytes <= limits.readyBytes,
            let lane = lanes[webhook] ?? (isPing ? newLane(webhook) : nil),
            lane.hasRoom(isPing: isPing, at: now)
        else { return false }
        lanes[webhook] = lane
        lane.reserved += 1
        reserved += 1
        readyBytes += bytes
        return true
    }

    mutating func cancel(_ webhook: Webhook.ID, bytes: Int) {
        lanes[webhook]?.reserved -= 1
        reserved -= 1
        readyBytes -= bytes
    }

    /// - Returns: what may start now, and what has to be given back because the webhook changed in between.
    mutating func take(
        _ deliveries: [LeasedDelivery], at now: Timestamp
    ) -> (starts: [Start], back: [LeasedDelivery]) {
        var back: [LeasedDelivery] = []
        for delivery in deliveries {
            let lane = lanes[delivery.webhook]
            lane?.reserved -= 1
            reserved -= 1
            if !isStopping, let lane, Self.isWelcome(delivery, in: lane) {
                lane.append(delivery)
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
        var isNews = false
        for item in due {
            let lane = lanes[item.webhook] ?? newLane(item.webhook)
            lanes[item.webhook] = lane
            if lane.learn(of: item.due) { isNews = true }
        }
        return isNews
    }

    /// - Parameter prepared: nil where the store has no such webhook.
    /// - Returns: what waited for it and has to be given back because it is gone.
    @discardableResult
    mutating func loaded(
        _ webhook: Webhook.ID, _ prepared: PreparedWebhook?, at now: Timestamp
    ) -> [LeasedDelivery] {
        guard let lane = lanes[webhook] else { return [] }
        lane.loadEnded()
        if lane.hasChangedMeanwhile {
            // What was read may be of before the change.
            lane.hasChangedMeanwhile = false
            return []
        }
        lane.isGone = prepared == nil
        adopt(prepared, in: lane, at: now)
        return prepared == nil ? takeReady(lane) : []
    }

    /// An exchange that was about to begin found the webhook changed. Whatever else is going on in the lane goes on; one
    /// that is just being loaded comes by itself.
    func reloaded(_ webhook: Webhook.ID, _ prepared: PreparedWebhook, at now: Timestamp) {
        guard let lane = lanes[webhook], lane.webhook != nil else { return }
        adopt(prepared, in: lane, at: now)
    }

    private func adopt(_ prepared: PreparedWebhook?, in lane: Lane, at now: Timestamp) {
        let rate = prepared.flatMap { lane.share.rate(of: $0) }
        lane.webhook = prepared
        // Whose it is never changes, and is still to be known when it is being loaded anew.
        if let prepared { lane.owner = prepared.target.owner }
        lane.health = prepared?.target.health ?? .good
        lane.bucket = rate.map { RateBucket(rate: $0, isFull: !limits.isShared, at: now) }
    }

    func notLoaded(_ webhook: Webhook.ID, at now: Timestamp) {
        lanes[webhook]?.loadEnded(again: now.adding(milliseconds: Self.loadPause))
    }

    /// What came of a claim. Fewer than were asked for: nothing more of it is due now.
    mutating func claimed(
        _ requests: [ClaimRequest], _ deliveries: [LeasedDelivery], at now: Timestamp
    ) -> (starts: [Start], back: [LeasedDelivery]) {
        var back: [LeasedDelivery] = []
        var counts: [Webhook.ID: Int] = [:]
        for delivery in deliveries {
            counts[delivery.webhook, default: 0] += 1
            if !isStopping, let lane = lanes[delivery.webhook], lane.webhook != nil {
                readyBytes += delivery.body?.bytes.count ?? 0
                lane.append(delivery)
            } else {
                back.append(delivery)
            }
        }
        for request in requests {
            guard let lane = lanes[request.webhook] else { continue }
            lane.claimEnded(isEmptied: counts[request.webhook, default: 0] < request.limit)
            forgetIfOver(lane)
        }
        return startAfterArrival(Set(requests.map(\.webhook)), back, at: now)
    }

    /// The claim failed: as if it had not been tried.
    func notClaimed(_ requests: [ClaimRequest]) {
        for request in requests { lanes[request.webhook]?.claimEnded(isEmptied: false) }
    }

    // MARK: What ended

    mutating func ended(
        _ webhook: Webhook.ID, success: Bool, seconds: Double, at now: Timestamp
    ) -> (starts: [Start], back: [LeasedDelivery]) {
        guard let lane = lanes[webhook] else { return ([], []) }
        lane.ended(success: success, seconds: seconds, at: now)
        return (goOn(lane, at: now), backWhileSpared(lane, at: now))
    }

    /// An exchange that came to nothing that says something about the receiver.
    mutating func abandoned(_ webhook: Webhook.ID, at now: Timestamp) -> [Start] {
        guard let lane = lanes[webhook] else { return [] }
        lane.exchanges -= 1
        return goOn(lane, at: now)
    }

    /// What may start once a place is free again: of those that wait for one first.
    private mutating func goOn(_ lane: Lane, at now: Timestamp) -> [Start] {
        let freed = giveBackPlace(lane)
        forgetIfOver(lane)
        return startWaiting(freed, at: now) + start(lane, at: now)
    }

    /// The webhook's health as the store has it. Of bad news only worse counts: what ended here since is not in it yet.
    /// A success that ended a time of being spared is news: a claim of before it was recorded found nothing.
    /// - Returns: what has to be given back, and whether there is something new to plan for.
    mutating func recorded(
        _ webhook: Webhook.ID, health: WebhookHealth, at now: Timestamp
    ) -> (back: [LeasedDelivery], isNews: Bool) {
        guard let lane = lanes[webhook] else { return ([], false) }
        if health.failures == 0, lane.hasRecovered {
            lane.hasRecovered = false
            return ([], lane.learn(of: now))
        }
        guard health.failures > lane.health.failures else { return ([], false) }
        lane.health = health
        return (backWhileSpared(lane, at: now), false)
    }

    /// The webhook has to be loaded anew; what is ready goes back to the store, which knows whether it still goes out.
    mutating func changed(_ webhook: Webhook.ID) -> [LeasedDelivery] {
        guard let lane = lanes[webhook] else { return [] }
        lane.hasChangedMeanwhile = lane.webhook == nil && lane.isBusy
        lane.webhook = nil
        lane.loadAgainAt = nil
        lane.isGone = false
        return takeReady(lane)
    }

    mutating func stop() -> [LeasedDelivery] {
        isStopping = true
        return lanes.values.flatMap { takeReady($0) }
    }

    // MARK: What next

    mutating func plan(at now: Timestamp) -> Plan {
        var plan = Plan()
        guard !isStopping else { return plan }
        plan.bodyBytes = max(0, limits.readyBytes - readyBytes)
        for lane in lanes.values {
            plan.starts += start(lane, at: now)
            if lane.needsWebhook(at: now) {
                plan.loads.append(lane.id)
                lane.isBusy = true
            }
            let count = lane.claimable(at: now)
            if count > 0 {
                plan.claims.append(ClaimRequest(webhook: lane.id, limit: count))
                lane.isBusy = true
            }
            // What could go on now but for the limit on all exchanges is not helped by waking: the end of one does that.
            if let wake = lane.wake(after: now), wake > now { plan.wake = min(plan.wake ?? wake, wake) }
        }
        return plan
    }

    /// Whether planning now would find something of this webhook to claim.
    func wantsPlan(_ webhook: Webhook.ID, at now: Timestamp) -> Bool {
        guard let lane = lanes[webhook] else { return false }
        return lane.needsWebhook(at: now) || lane.claimable(at: now) > 0 || lane.isPaced && lane.wake(after: now) != nil
    }

    func isSpared(_ webhook: Webhook.ID) -> Bool {
        lanes[webhook]?.health.isSpared ?? false
    }

    var laneCount: Int { lanes.count }

    private mutating func startAfterArrival(
        _ webhooks: Set<Webhook.ID>, _ back: [LeasedDelivery], at now: Timestamp
    ) -> (starts: [Start], back: [LeasedDelivery]) {
        let arrived = webhooks.compactMap { lanes[$0] }
        return (
            arrived.flatMap { start($0, at: now) },
            back + arrived.flatMap { backWhileSpared($0, at: now) }
        )
    }

    /// Whether it may stay here. A ping waits for its webhook to be loaded.
    private static func isWelcome(_ delivery: LeasedDelivery, in lane: Lane) -> Bool {
        lane.webhook != nil || delivery.isPing && !lane.isGone
    }

    /// While a webhook is spared nothing of it is kept leased but pings and what goes out as a probe.
    private mutating func backWhileSpared(_ lane: Lane, at now: Timestamp) -> [LeasedDelivery] {
        guard lane.health.isSpared, !lane.ready.isEmpty else { return [] }
        // A probe that is only held up by limits keeps its place; given back it would be claimed again at once.
        var kept = lane.ready.prefix { $0.isPing }
        if kept.isEmpty, lane.mayProbe(at: now) { kept = lane.ready.prefix(1) }
        lane.ready.removeFirst(kept.count)
        let back = emptyReady(lane)
        lane.ready = Deque(kept)
        if kept.isEmpty { stopWaiting(lane) }
        return back
    }

    private mutating func forgetIfOver(_ lane: Lane) {
        guard lane.isOver else { return }
        stopWaiting(lane)
        lanes[lane.id] = nil
    }

    mutating func takeReady(_ lane: Lane) -> [LeasedDelivery] {
        stopWaiting(lane)
        return emptyReady(lane)
    }

    private mutating func emptyReady(_ lane: Lane) -> [LeasedDelivery] {
        let ready = Array(lane.ready)
        lane.ready = []
        for delivery in ready { readyBytes -= delivery.body?.bytes.count ?? 0 }
        return ready
    }
}
