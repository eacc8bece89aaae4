import DequeModule
import Domain
import Storage

/// The part of the board that deals with places: one of all, and one of those at the origin that is sent to.
extension LaneBoard {
    /// Starts what may start of a webhook, `most` deliveries at most. Where it could go on but for a place, it waits.
    mutating func start(_ lane: Lane, at now: Timestamp, most: Int = .max) -> [Start] {
        guard !isStopping, let webhook = lane.webhook else { return [] }
        var starts: [Start] = []
        while starts.count < most, !lane.ready.isEmpty {
            let site = sites[webhook.url.origin]
            if let shortage = shortage(of: webhook, site, isIdle: lane.exchanges == 0) {
                lane.isShort()
                wait(lane, for: shortage)
                break
            }
            guard let delivery = lane.start(at: now) else { break }
            takePlace(lane, webhook, site ?? newSite(webhook.url.origin))
            readyBytes -= delivery.body?.bytes.count ?? 0
            starts.append(Start(delivery: delivery, webhook: webhook, share: lane.share))
        }
        return starts
    }

    /// Hands places that are free to those that wait for one, each in its turn.
    ///
    /// - Parameter freed: the origin where one was given back.
    mutating func startWaiting(_ freed: OriginPlaces?, at now: Timestamp) -> [Start] {
        var starts: [Start] = []
        while !isStopping, let (next, shortage) = nextWaiting(freed) {
            guard let lane = lanes[next] else { continue }
            lane.shortage = nil
            let started = start(lane, at: now, most: 1)
            starts += started
            // Who has had a turn and has more goes to the end of the line; who could not start waits for something else.
            if !started.isEmpty, !lane.ready.isEmpty, lane.shortage == nil { wait(lane, for: shortage) }
        }
        return starts
    }

    private mutating func nextWaiting(_ freed: OriginPlaces?) -> (Webhook.ID, Lane.Shortage)? {
        if let next = places.next() { return (next, .places) }
        guard let freed, let next = freed.places.next() else { return nil }
        return (next, .origin(freed.origin))
    }

    private func shortage(of webhook: PreparedWebhook, _ site: OriginPlaces?, isIdle: Bool) -> Lane.Shortage? {
        let owner = webhook.target.owner
        if !places.mayTake(owner, isIdle: isIdle) { return .places }
        let isFree = site?.places.mayTake(owner, isIdle: isIdle) ?? true
        return isFree ? nil : .origin(webhook.url.origin)
    }

    private mutating func takePlace(_ lane: Lane, _ webhook: PreparedWebhook, _ site: OriginPlaces) {
        places.take(webhook.target.owner)
        site.places.take(webhook.target.owner)
        lane.origins.append(site)
        // What waits with it has nothing idle to wait with any more.
        changeTurn(lane)
    }

    /// - Returns: the origin where there is a place more now. Which exchange of a lane it was makes a difference only just
    ///   after its webhook has moved to another origin; then it is the one that began first.
    mutating func giveBackPlace(_ lane: Lane) -> OriginPlaces? {
        guard let owner = lane.owner, let site = lane.origins.popFirst() else { return nil }
        places.giveBack(owner)
        site.places.giveBack(owner)
        forgetIfUnused(site)
        changeTurn(lane)
        return site
    }

    private mutating func newSite(_ origin: TargetURL.Origin) -> OriginPlaces {
        let site = OriginPlaces(origin, total: limits.perOrigin)
        sites[origin] = site
        return site
    }

    private mutating func forgetIfUnused(_ site: OriginPlaces) {
        if site.places.isUnused { sites[site.origin] = nil }
    }

    // MARK: Waiting

    private mutating func wait(_ lane: Lane, for shortage: Lane.Shortage) {
        guard let owner = lane.owner, lane.shortage != shortage else { return }
        stopWaiting(lane)
        let isIdle = lane.exchanges == 0
        lane.shortage = shortage
        lane.waitsIdle = isIdle
        switch shortage {
        case .places: places.wait(lane.id, of: owner, isIdle: isIdle)
        case .origin(let origin):
            let site = sites[origin] ?? newSite(origin)
            site.places.wait(lane.id, of: owner, isIdle: isIdle)
        }
    }

    mutating func stopWaiting(_ lane: Lane) {
        guard let owner = lane.owner, let shortage = lane.shortage else { return }
        lane.shortage = nil
        switch shortage {
        case .places: places.forget(lane.id, of: owner, isIdle: lane.waitsIdle)
        case .origin(let origin):
            guard let site = sites[origin] else { return }
            site.places.forget(lane.id, of: owner, isIdle: lane.waitsIdle)
            forgetIfUnused(site)
        }
    }

    /// A webhook that waits has nothing under way any more, or something again: it waits among its like.
    private mutating func changeTurn(_ lane: Lane) {
        guard let shortage = lane.shortage, lane.waitsIdle != (lane.exchanges == 0) else { return }
        stopWaiting(lane)
        wait(lane, for: shortage)
    }
}
