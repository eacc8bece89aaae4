import Domain
import Storage

/// The part of the scheduler that deals with other nodes.
extension DeliveryScheduler {
    /// How long a queue that has nothing to do keeps its share, in milliseconds: events come in bursts, and the first of
    /// the next one should not wait.
    static let keepsShareFor: Int64 = 10_000

    /// What to ask the store for: what queues with something to do could use, and what the others hold, to be renewed or
    /// given back.
    func requests(at now: Timestamp) -> [ConcurrencyQuota.Request] {
        queues.values.compactMap { request($0, at: now) }
    }

    /// How soon a share is asked for again that others had not given up yet, in milliseconds.
    static let shareRetry: Int64 = 1_000

    /// Whether a queue has something to do and no share that lets it, and has not asked for one just now, so that it
    /// should not wait for the next round.
    func needsShare(at now: Timestamp) -> Bool {
        limits.isShared
            && queues.values.contains { queue in
                queue.lacksShare(at: now) && queue.askedForShare.map { now.since($0) >= Self.shareRetry } ?? true
            }
    }

    /// Whether a queue has asked for a share in vain so far.
    func lacksShare(at now: Timestamp) -> Bool {
        limits.isShared && queues.values.contains { $0.lacksShare(at: now) }
    }

    private func request(_ queue: WebhookQueue, at now: Timestamp) -> ConcurrencyQuota.Request? {
        queue.ageShare(at: now, keepsFor: Self.keepsShareFor)
        guard let webhook = queue.webhook, queue.isSharing(at: now) else { return nil }
        let isIdle = queue.isIdle(for: Self.keepsShareFor, at: now)
        queue.askedForShare = isIdle ? nil : now
        return ConcurrencyQuota.Request(
            webhook: queue.id, wanted: isIdle ? 0 : webhook.target.maxConcurrency,
            held: max(queue.exchanges, queue.share.concurrency(of: webhook)))
    }

    /// What the store granted.
    /// - Returns: what may start now, and what has to be given back because there is no share for it.
    mutating func shared(_ shares: [ConcurrencyQuota], at now: Timestamp) -> (starts: [Start], back: [LeasedDelivery]) {
        var starts: [Start] = []
        var back: [LeasedDelivery] = []
        for share in shares {
            guard let queue = queues[share.webhook], let webhook = queue.webhook else { continue }
            // Given up in between, because there was nothing to do: it is not taken up again unasked.
            let isGivenUp = queue.share == .none && !queue.hasWork(at: now)
            guard !isGivenUp else { continue }
            let part = HeldQuota.part(concurrency: share.concurrency, until: share.until)
            queue.share = share.concurrency == 0 ? .none : part
            if let rate = part.rate(of: webhook) { queue.bucket?.change(to: rate, at: now) }
            if share.concurrency == 0 { back += takeReady(queue) }
            starts += start(queue, at: now)
        }
        return (starts, back)
    }
}

extension WebhookQueue {
    /// Whether anything is under way here, ready, or due in the store.
    func hasWork(at now: Timestamp) -> Bool {
        exchanges > 0 || held > 0 || backlog.map { $0 <= now } ?? false
    }

    /// A share that is too near its end, because what granted it was long on its way, lets nothing start either.
    fileprivate func lacksShare(at now: Timestamp) -> Bool {
        guard let webhook, hasWork(at: now) else { return false }
        return share.concurrency(of: webhook, at: now) == 0
    }

    /// Whether there is something to be said to the store: a request, a renewal, or that a share is given back.
    fileprivate func isSharing(at now: Timestamp) -> Bool {
        hasWork(at: now) || share != .none || isGivingBack
    }

    fileprivate func isIdle(for milliseconds: Int64, at now: Timestamp) -> Bool {
        idleSince.map { now.since($0) >= milliseconds } ?? false
    }

    /// A share that is over, or has not been used for long, is given up before that is said to anybody.
    fileprivate func ageShare(at now: Timestamp, keepsFor milliseconds: Int64) {
        idleSince = hasWork(at: now) ? nil : idleSince ?? now
        isGivingBack = false
        guard case .part(_, let until) = share, share != .none else { return }
        isGivingBack = isIdle(for: milliseconds, at: now)
        if isGivingBack || until <= now { share = .none }
    }
}
