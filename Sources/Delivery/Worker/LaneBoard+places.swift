import DequeModule
import Domain
import Storage

/// The part of the board that deals with places: one of all, and one of those at the origin that is sent to.
extension LaneBoard {
    /// Starts what may start of a webhook, `most` deliveries at most. Where it could go on but for a place, it waits.
    mutating func start(_ id: Webhook.ID, at now: Timestamp, most: Int = .max) -> [Start] {
        guard !isStopping, let webhook = lanes[id]?.webhook else { return [] }
        var starts: [Start] = []
        // In its place: a lane that is taken out to be changed is copied, with all that is ready in it.
        while starts.count < most, lanes[id]?.ready.isEmpty == false {
            if let shortage = shortage(of: webhook, isIdle: lanes[id]?.exchanges == 0) {
                lanes[id]?.isShort()
                wait(id, for: shortage)
                break
            }
            guard let delivery = lanes[id]?.start(at: now) else { break }
            takePlace(id, webhook)
            readyBytes -= delivery.body?.bytes.count ?? 0
            starts.append(Start(delivery: delivery, webhook: webhook, share: lanes[id]?.share ?? .none))
        }
        return starts
    }

    /// Hands places that are free to those that wait for one, each in its turn.
    ///
    /// - Parameter freed: the origin where one was given back.
    mutating func startWaiting(_ freed: TargetURL.Origin?, at now: Timestamp) -> [Start] {
        var starts: [Start] = []
        while !isStopping, let (next, shortage) = nextWaiting(freed) {
            lanes[next]?.shortage = nil
            let started = start(next, at: now, most: 1)
            starts += started
            // Who has had a turn and has more goes to the end of the line; who could not start waits for something else.
            if !started.isEmpty, lanes[next]?.ready.isEmpty == false, lanes[next]?.shortage == nil {
                wait(next, for: shortage)
            }
        }
        return starts
    }

    private mutating func nextWaiting(_ freed: TargetURL.Origin?) -> (Webhook.ID, Lane.Shortage)? {
        if let next = places.next() { return (next, .places) }
        guard let freed, let next = sites[freed]?.next() else { return nil }
        return (next, .origin(freed))
    }

    private func shortage(of webhook: PreparedWebhook, isIdle: Bool) -> Lane.Shortage? {
        let (owner, origin) = (webhook.target.owner, webhook.url.origin)
        if !places.mayTake(owner, isIdle: isIdle) { return .places }
        let isFree = sites[origin]?.mayTake(owner, isIdle: isIdle) ?? true
        return isFree ? nil : .origin(origin)
    }

    private mutating func takePlace(_ id: Webhook.ID, _ webhook: PreparedWebhook) {
        let (owner, origin) = (webhook.target.owner, webhook.url.origin)
        places.take(owner)
        sites[origin, default: Places(total: limits.perOrigin)].take(owner)
        lanes[id]?.origins.append(origin)
        // What waits with it has nothing idle to wait with any more.
        changeTurn(id)
    }

    /// - Returns: the origin where there is a place more now. Which exchange of a lane it was makes a difference only just
    ///   after its webhook has moved to another origin; then it is the one that began first.
    mutating func giveBackPlace(_ id: Webhook.ID) -> TargetURL.Origin? {
        guard let owner = lanes[id]?.owner, let origin = lanes[id]?.origins.popFirst() else { return nil }
        places.giveBack(owner)
        sites[origin]?.giveBack(owner)
        if sites[origin]?.isUnused == true { sites[origin] = nil }
        changeTurn(id)
        return origin
    }

    // MARK: Waiting

    private mutating func wait(_ id: Webhook.ID, for shortage: Lane.Shortage) {
        guard let owner = lanes[id]?.owner, lanes[id]?.shortage != shortage else { return }
        stopWaiting(id)
        let isIdle = lanes[id]?.exchanges == 0
        lanes[id]?.shortage = shortage
        lanes[id]?.waitsIdle = isIdle
        switch shortage {
        case .places: places.wait(id, of: owner, isIdle: isIdle)
        case .origin(let origin):
            sites[origin, default: Places(total: limits.perOrigin)].wait(id, of: owner, isIdle: isIdle)
        }
    }

    mutating func stopWaiting(_ id: Webhook.ID) {
        guard let owner = lanes[id]?.owner, let shortage = lanes[id]?.shortage else { return }
        let isIdle = lanes[id]?.waitsIdle ?? false
        lanes[id]?.shortage = nil
        switch shortage {
        case .places: places.forget(id, of: owner, isIdle: isIdle)
        case .origin(let origin):
            sites[origin]?.forget(id, of: owner, isIdle: isIdle)
            if sites[origin]?.isUnused == true { sites[origin] = nil }
        }
    }

    /// A webhook that waits has nothing under way any more, or something again: it waits among its like.
    private mutating func changeTurn(_ id: Webhook.ID) {
        guard let shortage = lanes[id]?.shortage, lanes[id]?.waitsIdle != (lanes[id]?.exchanges == 0) else { return }
        stopWaiting(id)
        wait(id, for: shortage)
    }
}
