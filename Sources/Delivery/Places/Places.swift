import Domain

/// Slots for exchanges, shared by the owners of webhooks: projects and applications.
///
/// A receiver keeps its place for as long as it takes to answer, however slow it is, and the place cannot be taken away.
/// For the next owner to find a place, some have to be left free beforehand. How many depends on how many are free:
///
/// - An owner that holds none may take any free place.
/// - Any other owner leaves the reserve alone, and may take a place while it holds fewer than eight times as many as are
///   free beside the reserve; for a webhook that has nothing in flight, fewer than 32 times.
///
/// So a single busy owner gets eight ninths of what is beside the reserve. The more owners there are, the less each may
/// have, and something is always left for the next one, without a list of who might come and without idle shares. The
/// owner that holds least comes first.
struct Places {
    /// The multiple of the free places that an owner may hold. The second leaves room for the owner's other webhooks
    /// when some are slow.
    static let mostTimes = (forBusy: 8, forIdle: 32)

    let total: Int
    /// For owners that hold nothing.
    let reserve: Int
    private(set) var taken = 0
    private var held: [WebhookOwner: Int] = [:]
    /// Webhooks that have nothing in flight, and the others.
    private var idle = WaitingWebhooks()
    private var busy = WaitingWebhooks()

    init(total: Int) {
        self.total = total
        // A sixteenth, but more if there are few places, since that is how many new owners can arrive at once.
        reserve = max(total / 16, min(total / 4, 16))
    }

    /// - Parameter isIdle: whether the webhook has nothing in flight.
    func mayTake(_ owner: WebhookOwner, isIdle: Bool) -> Bool {
        mayTake(holding: held[owner, default: 0], isIdle: isIdle)
    }

    private func mayTake(holding held: Int, isIdle: Bool) -> Bool {
        let free = total - taken
        guard held > 0 else { return free > 0 }
        return held < (isIdle ? Self.mostTimes.forIdle : Self.mostTimes.forBusy) * (free - reserve)
    }

    mutating func take(_ owner: WebhookOwner) {
        taken += 1
        held[owner, default: 0] += 1
        reorder(owner)
    }

    mutating func giveBack(_ owner: WebhookOwner) {
        taken -= 1
        if let count = held[owner] { held[owner] = count > 1 ? count - 1 : nil }
        reorder(owner)
    }

    /// Reorders the waiting owners after this one's number of places has changed.
    private mutating func reorder(_ owner: WebhookOwner) {
        guard !idle.isEmpty || !busy.isEmpty else { return }
        let count = held[owner, default: 0]
        idle.holds(owner, count)
        busy.holds(owner, count)
    }

    // MARK: Waiting

    /// Call once for each webhook, until it gets its turn or is forgotten.
    mutating func wait(_ webhook: Webhook.ID, of owner: WebhookOwner, isIdle: Bool) {
        let count = held[owner, default: 0]
        if isIdle {
            idle.append(webhook, of: owner, holding: count)
        } else {
            busy.append(webhook, of: owner, holding: count)
        }
    }

    mutating func forget(_ webhook: Webhook.ID, of owner: WebhookOwner, isIdle: Bool) {
        if isIdle { idle.remove(webhook, of: owner) } else { busy.remove(webhook, of: owner) }
    }

    /// Removes and returns the next webhook that may have a place; call until it returns nil.
    mutating func next() -> Webhook.ID? {
        let ofIdle = idle.first.flatMap { mayTake(holding: $0.held, isIdle: true) ? $0 : nil }
        let ofBusy = busy.first.flatMap { mayTake(holding: $0.held, isIdle: false) ? $0 : nil }
        if let ofIdle, ofIdle.held <= ofBusy?.held ?? .max { return idle.popFirst(of: ofIdle.owner) }
        return ofBusy.flatMap { busy.popFirst(of: $0.owner) }
    }

    /// Whether nobody holds or waits for a place here.
    var isUnused: Bool { taken == 0 && idle.isEmpty && busy.isEmpty }
}
