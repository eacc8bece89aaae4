import DequeModule
import Domain
import Storage

/// One webhook's deliveries on their way out of this worker: what is ready, what is under way, and what holds it up.
///
/// A class, as it has one place, its scheduler: every exchange looks at a dozen of its properties, and copies of all of
/// them, or a look-up for each, took a twentieth of a delivery's time.
final class WebhookQueue {
    init(of id: Webhook.ID, share: HeldQuota = .whole) {
        self.id = id
        self.share = share
    }

    let id: Webhook.ID
    /// The webhook as it is sent to; nil until it was loaded, and again once it was changed.
    var webhook: PreparedWebhook?
    var health = WebhookHealth.good
    /// A success has just closed the circuit, and the store does not know of it yet.
    var hasRecovered = false
    var bucket: RateBucket?
    /// What this node may use of what the webhook allows.
    var share: HeldQuota
    /// Whose it is, once it was loaded.
    var owner: WebhookOwner?
    /// Where its exchanges have their places, in the order in which they began.
    var origins: Deque<OriginPlaces> = []
    /// What it waits for a place of; nil where it does not.
    var shortage: Shortage?
    /// Whether it waits among those that have nothing under way.
    var waitsIdle = false
    /// How many exchanges at once it has got places for, where that is fewer than it may have: leases taken ahead for
    /// more would run out while they wait.
    private var reach: Int?
    /// Since when it has had nothing to do.
    var idleSince: Timestamp?
    /// When a share was asked for last: what came of it is an answer, and asking again at once would not change it.
    var askedForShare: Timestamp?
    /// The share was given up, and the store is to hear of it.
    var isGivingBack = false
    /// Exchanges under way.
    var exchanges = 0
    /// Room that was promised to deliveries whose commit is not on disk yet.
    var reserved = 0
    /// Leased, and not started yet.
    var ready: Deque<LeasedDelivery> = []
    /// When the earliest delivery that is pending in the store is due, as far as this worker knows.
    var backlog: Timestamp?
    /// Whether the webhook is being loaded, or deliveries of it claimed.
    var isBusy = false
    /// The webhook was changed while it was being loaded: what is loaded may be of before.
    var hasChangedMeanwhile = false
    /// The earliest time at which something became due while a claim was under way, which may have missed it.
    private var dueMeanwhile: Timestamp?
    /// The store has no such webhook (any more): claiming only skips what is pending for it.
    var isGone = false
    /// The webhook could not be loaded: when to try again.
    var loadAgainAt: Timestamp?
    /// Seconds that an exchange takes, a moving mean: tells how much may be leased ahead.
    private var meanExchange = 1.0

    /// Seconds of work that may be leased ahead: well within a lease, however slow the receiver.
    private static let secondsAhead = 5.0
    private static let mostAhead = 1_024
    /// Deliveries that one claim asks for at most.
    private static let mostClaimed = 256

    /// What places may be short of.
    enum Shortage: Hashable {
        /// Of all that there are.
        case places
        /// Of those at an origin.
        case origin(TargetURL.Origin)
    }

    /// There was no place for another exchange.
    func isShort() {
        reach = max(1, exchanges)
    }

    /// The most deliveries that may be ready or promised room.
    var capacity: Int {
        guard let webhook else { return 0 }
        let concurrency = min(share.concurrency(of: webhook), reach ?? .max)
        guard concurrency > 0 else { return 0 }
        let ahead = Double(concurrency) * Self.secondsAhead / max(meanExchange, 0.001)
        let capacity = max(concurrency, min(Self.mostAhead, Int(ahead)))
        // Leases that a rate limit keeps waiting would run out, and each take one of its starts for nothing.
        return bucket.map { min(capacity, max(1, Int($0.rate * Self.secondsAhead))) } ?? capacity
    }

    var held: Int { ready.count + reserved }

    /// Whether a delivery that is just being accepted may come here instead of into the queue. A ping may also where
    /// others wait; before the webhook is loaded one may.
    func hasRoom(isPing: Bool = false, at now: Timestamp) -> Bool {
        if isPing { return held < max(capacity, 1) }
        guard webhook != nil, !health.isCircuitOpen, held < capacity else { return false }
        return backlog.map { $0 > now } ?? true
    }

    /// How many to claim now; 0 where there is no need, or no use.
    func claimable(at now: Timestamp) -> Int {
        guard !isBusy, let backlog, isGone || webhook != nil && backlog <= now else { return 0 }
        if isGone { return 1 }
        if health.isCircuitOpen { return mayProbe(at: now) && held == 0 ? 1 : 0 }
        return held <= capacity / 2 ? min(capacity - held, Self.mostClaimed) : 0
    }

    /// - Returns: whether that is earlier than anything known.
    func learn(of due: Timestamp) -> Bool {
        if isBusy { dueMeanwhile = min(dueMeanwhile ?? due, due) }
        guard backlog.map({ due < $0 }) ?? true else { return false }
        backlog = due
        return true
    }

    /// - Parameter isEmptied: fewer were there than were asked for, so nothing more was due then.
    func claimEnded(isEmptied: Bool) {
        isBusy = false
        if isEmptied { backlog = dueMeanwhile }
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
        guard let webhook, !ready.isEmpty, exchanges < share.concurrency(of: webhook, at: now) else { return nil }
        if health.isCircuitOpen, !isPingNext {
            guard mayProbe(at: now) else { return nil }
        }
        if bucket != nil, bucket?.take(at: now) == false { return nil }
        exchanges += 1
        defer { if ready.isEmpty { extendReach(webhook) } }
        return ready.popFirst()
    }

    /// All that was leased ahead has got places: there may be some for more.
    private func extendReach(_ webhook: PreparedWebhook) {
        guard let now = reach else { return }
        reach = now < webhook.target.maxConcurrency ? now * 2 : nil
    }

    /// A ping does not wait for the probe of a webhook whose circuit is open.
    private var isPingNext: Bool { ready.first?.isPing ?? false }

    func append(_ delivery: LeasedDelivery) {
        if delivery.isPing { ready.prepend(delivery) } else { ready.append(delivery) }
    }

    /// Whether what is ready may have to wait for its time, by a rate or as a probe.
    var isPaced: Bool { health.isCircuitOpen || bucket != nil }

    /// Nothing is left of a webhook that is gone.
    var isOver: Bool { isGone && !isBusy && backlog == nil && exchanges == 0 && held == 0 }

    /// When time alone will let something happen here.
    func wake(after now: Timestamp) -> Timestamp? {
        if webhook == nil { return loadAgainAt }
        if health.isCircuitOpen, !isPingNext {
            guard exchanges == 0, !ready.isEmpty || backlog != nil else { return nil }
            return [health.probeAt, ready.isEmpty ? backlog : nil].compactMap { $0 }.max()
        }
        if !ready.isEmpty, let bucket, let webhook, exchanges < share.concurrency(of: webhook, at: now) {
            return bucket.next(after: now)
        }
        return backlog.flatMap { $0 > now ? $0 : nil }
    }

    func ended(success: Bool, seconds: Double, at now: Timestamp) {
        exchanges -= 1
        if success, health.isCircuitOpen { hasRecovered = true }
        meanExchange += (seconds - meanExchange) / 8
        health = health.after(success: success, at: now)
    }

    func mayProbe(at now: Timestamp) -> Bool {
        exchanges == 0 && health.probeAt.map { $0 <= now } ?? true
    }
}

extension LeasedDelivery {
    var isPing: Bool { eventType == .ping }
}
