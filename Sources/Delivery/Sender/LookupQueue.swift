import Domain

/// Names that wait for a thread, each in the line of every owner that asks for it: nobody waits behind another owner's
/// names. Within a line, an owner's webhooks take turns.
struct LookupQueue<Name: Hashable, Waiter: Hashable> {
    private struct Wanted {
        var waiters: [Waiter: WebhookOwner] = [:]
        /// For each owner, the webhook in whose turn the name stands in that owner's line.
        var webhooks: [WebhookOwner: Int64] = [:]
    }

    private struct Line {
        var names = FairQueue<Name>()
        /// When the owner joined or had its latest turn.
        var turn: UInt64
    }

    private var names: [Name: Wanted] = [:]
    private var lines: [WebhookOwner: Line] = [:]
    private var turns: UInt64 = 0

    /// The number of names, however many waiters each has.
    var count: Int { names.count }

    func contains(_ name: Name) -> Bool { names[name] != nil }

    func hasLine(of owner: WebhookOwner) -> Bool { lines[owner] != nil }

    mutating func append(_ waiter: Waiter, for name: Name, webhook: Int64, owner: WebhookOwner) {
        names[name, default: Wanted()].waiters[waiter] = owner
        guard names[name]?.webhooks[owner] == nil else { return }
        names[name]?.webhooks[owner] = webhook
        if lines[owner] == nil { lines[owner] = Line(turn: nextTurn()) }
        lines[owner]?.names.append(name, webhook: webhook)
    }

    /// Removes a waiter. A name that none of an owner's waiters want anymore leaves that owner's line.
    mutating func forget(_ waiter: Waiter, name: Name) {
        guard let owner = names[name]?.waiters.removeValue(forKey: waiter) else { return }
        guard names[name]?.waiters.values.contains(owner) == false else { return }
        if let webhook = names[name]?.webhooks.removeValue(forKey: owner) { leave(owner, name, webhook) }
        if names[name]?.waiters.isEmpty == true { names[name] = nil }
    }

    /// The owner whose turn it is: of the owners that may have one, the one with the lowest weight, and on a tie the
    /// one that has waited longest.
    func first(where mayHaveOne: (WebhookOwner) -> Bool, weight: (WebhookOwner) -> Int) -> WebhookOwner? {
        lines.filter { mayHaveOne($0.key) }
            .min { (weight($0.key), $0.value.turn) < (weight($1.key), $1.value.turn) }?.key
    }

    /// Removes and returns the first name in an owner's line, which uses up the owner's turn.
    mutating func popFirst(of owner: WebhookOwner) -> (name: Name, waiters: Set<Waiter>)? {
        guard let name = lines[owner]?.names.popFirst() else { return nil }
        names[name]?.webhooks[owner] = nil
        let turn = nextTurn()
        lines[owner]?.turn = turn
        forgetIfEmpty(owner)
        return (name, take(name))
    }

    /// Removes a name from every line.
    /// - Returns: everyone who waits for it.
    mutating func take(_ name: Name) -> Set<Waiter> {
        guard let taken = names.removeValue(forKey: name) else { return [] }
        for (owner, webhook) in taken.webhooks { leave(owner, name, webhook) }
        return Set(taken.waiters.keys)
    }

    private mutating func leave(_ owner: WebhookOwner, _ name: Name, _ webhook: Int64) {
        lines[owner]?.names.remove(name, webhook: webhook)
        forgetIfEmpty(owner)
    }

    private mutating func forgetIfEmpty(_ owner: WebhookOwner) {
        if lines[owner]?.names.count == 0 { lines[owner] = nil }
    }

    private mutating func nextTurn() -> UInt64 {
        turns += 1
        return turns
    }
}
