import Domain
import Storage

/// The part of the scheduler that shares quotas with other nodes.
extension DeliveryScheduler {
    /// How long an idle queue keeps its share: events come in bursts, and the first event of the next
    /// burst should not have to wait.
    static let keepsShareFor: Duration = .seconds(10)

    /// What to request from the store: shares for queues that have something to do, and the shares other queues hold,
    /// to be renewed or given back.
    func requests(at now: Timestamp) -> [ConcurrencyQuota.Request] {
        queues.values.compactMap { request($0, at: now) }
    }

    /// How soon to ask again for a share that other nodes have not given up yet.
    static let shareRetry: Duration = .seconds(1)

    /// Whether a queue has something to do but no share to do it with, and has not asked for one just now, so that it
    /// should not wait for the next round.
    func needsShare(at now: Timestamp) -> Bool {
        limits.isShared
            && queues.values.contains { queue in
                queue.lacksShare(at: now) && queue.askedForShare.map { now - $0 >= Self.shareRetry } ?? true
            }
    }

    /// Whether a queue has asked for a share and not received one yet.
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

    /// Applies the shares that the store granted.
    /// - Returns: what may start now, and what has to be given back because there is no share for it.
    mutating func shared(_ shares: [ConcurrencyQuota], at now: Timestamp) -> (starts: [Start], back: [LeasedDelivery]) {
        var starts: [Start] = []
        var back: [LeasedDelivery] = []
        for share in shares {
            guard let queue = queues[share.webhook], let webhook = queue.webhook else { continue }
            // The share was given up in the meantime because there was nothing to do; do not take it up again without a
            // request.
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
    /// Whether anything is in flight here, ready, or due in the store.
    func hasWork(at now: Timestamp) -> Bool {
        exchanges > 0 || held > 0 || backlog.map { $0 <= now } ?? false
    }

    /// A share that was granted so late that it is about to expire lets nothing start either.
    fileprivate func lacksShare(at now: Timestamp) -> Bool {
        guard let webhook, hasWork(at: now) else { return false }
        return share.concurrency(of: webhook, at: now) == 0
    }

    /// Whether there is something to send to the store: a request, a renewal, or a share to give back.
    fileprivate func isSharing(at now: Timestamp) -> Bool {
        hasWork(at: now) || share != .none || isGivingBack
    }

    fileprivate func isIdle(for duration: Duration, at now: Timestamp) -> Bool {
        idleSince.map { now - $0 >= duration } ?? false
    }

    /// Gives up a share that has expired or has long been unused, before the store is told.
    fileprivate func ageShare(at now: Timestamp, keepsFor duration: Duration) {
        idleSince = hasWork(at: now) ? nil : idleSince ?? now
        isGivingBack = false
        guard case .part(_, let until) = share, share != .none else { return }
        isGivingBack = isIdle(for: duration, at: now)
        if isGivingBack || until <= now { share = .none }
    }
}
