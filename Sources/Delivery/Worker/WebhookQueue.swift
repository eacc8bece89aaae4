import DequeModule
import Domain
import Storage

/// One webhook's deliveries on their way out of this worker: what is ready, what is in flight, and what holds it up.
///
/// A class, because it belongs to exactly one scheduler: every exchange reads a dozen of its properties, and copying
/// all of them, or looking each one up, took a twentieth of a delivery's time.
final class WebhookQueue {
    init(of id: Webhook.ID, share: HeldQuota = .whole) {
        self.id = id
        self.share = share
    }

    let id: Webhook.ID
    /// The webhook as it is sent to; nil until it is loaded, and again after it has changed.
    var webhook: PreparedWebhook?
    var health = WebhookHealth.good
    /// A success has just closed the circuit, and the store does not know yet.
    var hasRecovered = false
    var bucket: RateBucket?
    /// How much of the webhook's concurrency quota this node may use.
    var share: HeldQuota
    /// How much of that the receiver seems to take.
    private var limit = ConcurrencyLimit()
    /// The webhook's owner, once it is loaded.
    var owner: WebhookOwner?
    /// Where its exchanges hold their places, in the order in which they began.
    var origins: Deque<OriginPlaces> = []
    /// The kind of place it waits for; nil if it does not wait.
    var shortage: Shortage?
    /// Whether it waits among the webhooks that have nothing in flight.
    var waitsIdle = false
    /// How many concurrent exchanges it has had places for, if fewer than its limit: leases taken ahead for more would
    /// expire while they wait.
    private var reach: Int?
    /// When it became idle.
    var idleSince: Timestamp?
    /// When a share was last requested. The result of that request stands; asking again at once would not change it.
    var askedForShare: Timestamp?
    /// The share was given up, and the store has to be told.
    var isGivingBack = false
    /// Exchanges in flight.
    var exchanges = 0
    /// Room reserved for deliveries whose commit is not on disk yet.
    var reserved = 0
    /// Leased but not started yet.
    var ready: Deque<LeasedDelivery> = []
    /// When the earliest delivery that is pending in the store is due, as far as this worker knows.
    var backlog: Timestamp?
    /// Whether some of it is urgent, and has not been claimed yet.
    private var hasUrgent = false
    /// Whether the webhook is being loaded or its deliveries are being claimed.
    var isBusy = false
    /// The webhook changed while it was being loaded: the loaded version may predate the change.
    var hasChangedMeanwhile = false
    /// The earliest time at which something became due during a claim that may have missed it.
    private var dueMeanwhile: Timestamp?
    /// The store no longer has this webhook: a claim only skips what is pending for it.
    var isGone = false
    /// When to try again after the webhook could not be loaded.
    var loadAgainAt: Timestamp?
    /// How long an exchange takes, as a moving average; determines how much may be leased ahead.
    private var meanExchange: Duration = .seconds(1)

    /// How much work may be leased ahead: well within a lease, however slow the receiver.
    private static let workAhead: Duration = .seconds(5)
    private static let mostAhead = 1_024
    /// The most deliveries one claim asks for.
    private static let mostClaimed = 256
    /// How soon a webhook has to be tried again for what is ready to stay leased until then: what is leased is shown as being
    /// sent.
    private static let shortWait: Duration = .seconds(1)

    /// The kind of place that is missing.
    enum Shortage: Hashable {
        /// Any place at all.
        case places
        /// A place at one origin.
        case origin(WebhookURL.Origin)
    }

    /// Records that there was no place for another exchange.
    func isShort() {
        reach = max(1, exchanges)
    }

    /// The most deliveries that may be ready or reserved.
    var capacity: Int {
        guard let webhook else { return 0 }
        let concurrency = min(share.concurrency(of: webhook), reach ?? .max, limit.most ?? .max)
        guard concurrency > 0 else { return 0 }
        let ahead = Double(concurrency) * (Self.workAhead / max(meanExchange, .milliseconds(1)))
        let capacity = max(concurrency, min(Self.mostAhead, Int(ahead)))
        // Leases that a rate limit keeps waiting would expire, and each would use up one of its starts for nothing.
        return bucket.map { min(capacity, max(1, Int($0.rate * (Self.workAhead / .seconds(1))))) } ?? capacity
    }

    var held: Int { ready.count + reserved }

    /// Whether a delivery that is just being accepted may come here instead of waiting in the store. A ping may also
    /// come while others wait, and one may come before the webhook is loaded.
    func hasRoom(isUrgent: Bool = false, at now: Timestamp) -> Bool {
        if isUrgent { return held < max(capacity, 1) }
        guard webhook != nil, !health.isProbing, held < capacity else { return false }
        return backlog.map { $0 > now } ?? true
    }

    /// How many deliveries to claim now; 0 if none are needed or claiming would be of no use.
    func claimable(at now: Timestamp) -> Int {
        guard !isBusy, let backlog, isGone || webhook != nil && backlog <= now else { return 0 }
        if isGone { return 1 }
        if claimsUrgent { return health.isProbing ? 1 : urgentRoom }
        if health.isProbing { return mayProbe(at: now) && held == 0 ? 1 : 0 }
        return held <= capacity / 2 ? min(capacity - held, Self.mostClaimed) : 0
    }

    /// Whether a claim now may only bring what is urgent: that does not wait behind what is due already, and while a webhook is
    /// only probed, nothing else is claimed before the next probe.
    func mayOnlyBeUrgent(at now: Timestamp) -> Bool {
        guard !isGone else { return false }
        return claimsUrgent || health.isProbing && !mayProbe(at: now)
    }

    private var claimsUrgent: Bool { hasUrgent && urgentRoom > 0 }

    /// How much more that is urgent may be leased: as much as may be in flight, so that no lease expires while it waits.
    private var urgentRoom: Int {
        guard let webhook else { return 0 }
        return max(0, share.concurrency(of: webhook) - urgentReady)
    }

    /// What is urgent stands before everything else.
    private var urgentReady: Int { ready.prefix { $0.isUrgent }.count }

    /// - Returns: whether there is something new to plan for: `due` is earlier than anything known so far, or it is urgent.
    func learn(of due: Timestamp, isUrgent: Bool = false) -> Bool {
        if isBusy { dueMeanwhile = min(dueMeanwhile ?? due, due) }
        if isUrgent {
            hasUrgent = true
            backlog = min(backlog ?? due, due)
            return true
        }
        guard backlog.map({ due < $0 }) ?? true else { return false }
        backlog = due
        return true
    }

    /// - Parameters:
    ///   - isEmptied: whether fewer were found than requested, so that nothing more was due then.
    ///   - onlyUrgent: whether that says something about what is urgent alone.
    func claimEnded(isEmptied: Bool, onlyUrgent: Bool = false) {
        isBusy = false
        if isEmptied {
            // Unless it became known meanwhile.
            hasUrgent = hasUrgent && dueMeanwhile != nil
            if !onlyUrgent { backlog = dueMeanwhile }
        }
        dueMeanwhile = nil
    }

    func loadEnded(again: Timestamp? = nil) {
        isBusy = false
        dueMeanwhile = nil
        loadAgainAt = again
    }

    func needsWebhook(at now: Timestamp) -> Bool {
        guard webhook == nil, !isGone, !isBusy, backlog != nil || !ready.isEmpty else { return false }
        return loadAgainAt.map { $0 <= now } ?? true
    }

    /// Takes the next delivery that may start now.
    func start(at now: Timestamp) -> LeasedDelivery? {
        guard let webhook, !ready.isEmpty, exchanges < concurrency(of: webhook, at: now) else { return nil }
        if health.isProbing, !isUrgentNext {
            guard mayProbe(at: now) else { return nil }
        }
        if bucket != nil, bucket?.take(at: now) == false { return nil }
        exchanges += 1
        defer { if ready.isEmpty { extendReach(webhook) } }
        return ready.popFirst()
    }

    /// Everything leased ahead has a place: there may be places for more.
    private func extendReach(_ webhook: PreparedWebhook) {
        guard let now = reach else { return }
        reach = now < webhook.target.maxConcurrency ? now * 2 : nil
    }

    /// How many exchanges there may be at once, with the one that would start now.
    private func concurrency(of webhook: PreparedWebhook, at now: Timestamp) -> Int {
        let shared = share.concurrency(of: webhook, at: now)
        return isUrgentNext ? shared : min(shared, limit.most ?? .max)
    }

    /// What somebody asked for does not wait for a probe.
    private var isUrgentNext: Bool { ready.first?.isUrgent ?? false }

    func append(_ delivery: LeasedDelivery) {
        if delivery.isUrgent { ready.insert(delivery, at: urgentReady) } else { ready.append(delivery) }
    }

    /// Whether ready deliveries may have to wait, because of a rate limit or as a probe.
    var isPaced: Bool { health.isProbing || bucket != nil }

    /// Whether what is ready may stay here until the next probe, because that comes soon.
    func keepsReady(at now: Timestamp) -> Bool {
        guard !health.isCircuitOpen, let next = health.throttledUntil else { return false }
        return next - now <= Self.shortWait
    }

    /// Whether nothing is left of a webhook that is gone.
    var isOver: Bool { isGone && !isBusy && backlog == nil && exchanges == 0 && held == 0 }

    /// When something can happen here through the passage of time alone.
    func wake(after now: Timestamp) -> Timestamp? {
        if webhook == nil { return loadAgainAt }
        if health.isProbing, !isUrgentNext {
            guard exchanges == 0, !ready.isEmpty || backlog != nil else { return nil }
            return [health.nextProbe, ready.isEmpty ? backlog : nil].compactMap { $0 }.max()
        }
        if !ready.isEmpty, let bucket, let webhook, exchanges < concurrency(of: webhook, at: now) {
            return bucket.next(after: now)
        }
        return backlog.flatMap { $0 > now ? $0 : nil }
    }

    /// - Parameter isTooMany: whether the receiver answered with 429.
    func ended(_ end: AttemptEnd, isTooMany: Bool = false, took duration: Duration, at now: Timestamp) {
        exchanges -= 1
        meanExchange += (duration - meanExchange) / 8
        let wasProbing = health.isProbing
        health = health.after(end, at: now)
        if wasProbing, !health.isProbing { hasRecovered = true }
        guard let webhook else { return }
        if isTooMany {
            let present = min(share.concurrency(of: webhook), limit.most ?? .max)
            limit.halve(present, start: now - duration, at: now)
        } else if case .taken = end {
            limit.succeeded(setting: share.concurrency(of: webhook))
        }
    }

    func mayProbe(at now: Timestamp) -> Bool {
        exchanges == 0 && health.nextProbe.map { $0 <= now } ?? true
    }
}

extension LeasedDelivery {
    var isPing: Bool { eventType == .ping }
    /// Whether somebody asked for it and waits for the result.
    var isUrgent: Bool { isPing || isByHand }
}
