import DequeModule
import Domain
import Storage

/// The part of the scheduler that manages places: one of the total, and one at the origin that is sent to.
extension DeliveryScheduler {
    /// Starts up to `most` deliveries of a webhook. If only a missing place holds the webhook back, it waits for one.
    mutating func start(_ queue: WebhookQueue, at now: Timestamp, most: Int = .max) -> [Start] {
        guard !isStopping, let webhook = queue.webhook else { return [] }
        var starts: [Start] = []
        while starts.count < most, !queue.ready.isEmpty {
            let originPlaces = origins[webhook.url.origin]
            if let shortage = shortage(of: webhook, originPlaces, isIdle: queue.exchanges == 0) {
                queue.isShort()
                wait(queue, for: shortage)
                break
            }
            guard let delivery = queue.start(at: now) else { break }
            takePlace(queue, webhook, originPlaces ?? newOrigin(webhook.url.origin))
            readyBytes -= delivery.body?.bytes.count ?? 0
            starts.append(Start(delivery: delivery, webhook: webhook, share: queue.share))
        }
        return starts
    }

    /// Gives free places to the webhooks that wait for one, in turn.
    ///
    /// - Parameter freed: the origin at which a place was given back.
    mutating func startWaiting(_ freed: OriginPlaces?, at now: Timestamp) -> [Start] {
        var starts: [Start] = []
        while !isStopping, let (next, shortage) = nextWaiting(freed) {
            guard let queue = queues[next] else { continue }
            queue.shortage = nil
            let started = start(queue, at: now, most: 1)
            starts += started
            // After a turn, a webhook with more to send goes to the end of the line; one that could not start waits for
            // something else.
            if !started.isEmpty, !queue.ready.isEmpty, queue.shortage == nil { wait(queue, for: shortage) }
        }
        return starts
    }

    private mutating func nextWaiting(_ freed: OriginPlaces?) -> (Webhook.ID, WebhookQueue.Shortage)? {
        if let next = places.next() { return (next, .places) }
        guard let freed, let next = freed.places.next() else { return nil }
        return (next, .origin(freed.origin))
    }

    private func shortage(of webhook: PreparedWebhook, _ originPlaces: OriginPlaces?, isIdle: Bool) -> WebhookQueue
        .Shortage?
    {
        let owner = webhook.target.owner
        if !places.mayTake(owner, isIdle: isIdle) { return .places }
        let isFree = originPlaces?.places.mayTake(owner, isIdle: isIdle) ?? true
        return isFree ? nil : .origin(webhook.url.origin)
    }

    private mutating func takePlace(_ queue: WebhookQueue, _ webhook: PreparedWebhook, _ originPlaces: OriginPlaces) {
        places.take(webhook.target.owner)
        originPlaces.places.take(webhook.target.owner)
        queue.origins.append(originPlaces)
        // The webhook no longer waits as an idle one.
        changeTurn(queue)
    }

    /// - Returns: the origin that now has one more free place. Which of the queue's exchanges ended matters only right
    ///   after its webhook has moved to another origin; then the one that began first is assumed.
    mutating func giveBackPlace(_ queue: WebhookQueue) -> OriginPlaces? {
        guard let owner = queue.owner, let originPlaces = queue.origins.popFirst() else { return nil }
        places.giveBack(owner)
        originPlaces.places.giveBack(owner)
        forgetIfUnused(originPlaces)
        changeTurn(queue)
        return originPlaces
    }

    private mutating func newOrigin(_ origin: WebhookURL.Origin) -> OriginPlaces {
        let originPlaces = OriginPlaces(origin, total: limits.perOrigin)
        origins[origin] = originPlaces
        return originPlaces
    }

    private mutating func forgetIfUnused(_ originPlaces: OriginPlaces) {
        if originPlaces.places.isUnused { origins[originPlaces.origin] = nil }
    }

    // MARK: Waiting

    private mutating func wait(_ queue: WebhookQueue, for shortage: WebhookQueue.Shortage) {
        guard let owner = queue.owner, queue.shortage != shortage else { return }
        stopWaiting(queue)
        let isIdle = queue.exchanges == 0
        queue.shortage = shortage
        queue.waitsIdle = isIdle
        switch shortage {
        case .places: places.wait(queue.id, of: owner, isIdle: isIdle)
        case .origin(let origin):
            let originPlaces = origins[origin] ?? newOrigin(origin)
            originPlaces.places.wait(queue.id, of: owner, isIdle: isIdle)
        }
    }

    mutating func stopWaiting(_ queue: WebhookQueue) {
        guard let owner = queue.owner, let shortage = queue.shortage else { return }
        queue.shortage = nil
        switch shortage {
        case .places: places.forget(queue.id, of: owner, isIdle: queue.waitsIdle)
        case .origin(let origin):
            guard let originPlaces = origins[origin] else { return }
            originPlaces.places.forget(queue.id, of: owner, isIdle: queue.waitsIdle)
            forgetIfUnused(originPlaces)
        }
    }

    /// The webhook's last exchange has ended, or its first has started: move it to the matching waiting list.
    private mutating func changeTurn(_ queue: WebhookQueue) {
        guard let shortage = queue.shortage, queue.waitsIdle != (queue.exchanges == 0) else { return }
        stopWaiting(queue)
        wait(queue, for: shortage)
    }
}
