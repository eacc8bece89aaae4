import Domain

/// Places for exchanges, and the owners of webhooks, projects and applications, who share them.
///
/// A receiver has its place for as long as it takes to answer, however slow it is, and nobody can take it away: so that
/// there is one for whoever comes next, some have to be left free before. How many, follows from how many are free:
///
/// - An owner that holds none may take any that is free.
/// - Any other leaves the reserve alone, and may take one while it holds fewer than eight times what is free beside the
///   reserve; for a webhook that has nothing under way, fewer than 32 times.
///
/// So one busy owner alone has eight ninths of what is beside the reserve. The more there are, the less each may have, and
/// there is always something left for the next; without a list of who might come, and without anybody's share lying
/// idle. Who holds least comes first.
struct Places {
    /// How many times what is free an owner may hold: the second, so that its slow webhooks leave room for its others.
    static let mostTimes = (forBusy: 8, forIdle: 32)

    let total: Int
    /// For owners that hold nothing.
    let reserve: Int
    private(set) var taken = 0
    private var held: [WebhookOwner: Int] = [:]
    /// Those that have nothing under way, and the others.
    private var idle = WaitingWebhooks()
    private var busy = WaitingWebhooks()

    init(total: Int) {
        self.total = total
        // A sixteenth; of few places more, since that is how many newcomers there may be at once.
        reserve = max(total / 16, min(total / 4, 16))
    }

    /// - Parameter isIdle: the webhook has nothing under way.
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

    /// The owner holds more or fewer now than those that it waits with.
    private mutating func reorder(_ owner: WebhookOwner) {
        guard !idle.isEmpty || !busy.isEmpty else { return }
        let count = held[owner, default: 0]
        idle.holds(owner, count)
        busy.holds(owner, count)
    }

    // MARK: Waiting

    /// To be called once for each webhook, until it comes to its turn or is forgotten.
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

    /// Takes out the next webhook that may have a place; to be asked for until it is nil.
    mutating func next() -> Webhook.ID? {
        let ofIdle = idle.first.flatMap { mayTake(holding: $0.held, isIdle: true) ? $0 : nil }
        let ofBusy = busy.first.flatMap { mayTake(holding: $0.held, isIdle: false) ? $0 : nil }
        if let ofIdle, ofIdle.held <= ofBusy?.held ?? .max { return idle.popFirst(of: ofIdle.owner) }
        return ofBusy.flatMap { busy.popFirst(of: $0.owner) }
    }

    /// Nobody has anything here, nor waits for it.
    var isUnused: Bool { taken == 0 && idle.isEmpty && busy.isEmpty }
}
