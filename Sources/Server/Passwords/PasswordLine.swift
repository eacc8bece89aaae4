import Domain

/// Guesses that wait to be checked, one at a time. Networks take turns, however many guesses each has waiting, and so
/// do the accounts within a network; a known account has a turn to itself.
struct PasswordLine<Turn: Sendable>: Sendable {
    enum Joined: Sendable {
        case waits
        /// No room: all others have waited longer, or have fewer entries in the line.
        case refused
        /// It takes the place of another, which has to leave.
        case displaced(Turn)
    }

    private enum Place: Hashable {
        case account(Account.ID)
        case network(CIDR?)
    }

    private struct Entry {
        var id: Int
        var asker: PasswordAsker
        var account: [UInt8]
        var turn: Turn
    }

    private struct Group {
        let place: Place
        var entries: [Entry]
        /// How many turns each account has had.
        var served: [[UInt8]: Int] = [:]

        /// Of the accounts with the fewest turns, the one that came first.
        mutating func next() -> Entry {
            let turns = entries.map { served[$0.account] ?? 0 }
            let fewest = turns.min() ?? 0
            let entry = entries.remove(at: turns.firstIndex(of: fewest) ?? 0)
            served[entry.account, default: 0] += 1
            return entry
        }
    }

    let limit: Int
    /// Never without entries; the first one's turn is next.
    private var groups: [Group] = []
    /// Whose password is being checked, or was checked last.
    private var last: PasswordAsker?

    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { groups.reduce(0) { $0 + $1.entries.count } }

    mutating func join(_ asker: PasswordAsker, id: Int, _ turn: Turn) -> Joined {
        let (place, account) = Self.place(of: asker)
        let own = groups.firstIndex { $0.place == place }
        var displaced: Turn?
        if count >= limit {
            let ownCount = own.map { groups[$0].entries.count } ?? 0
            let longest = groups.indices.max { groups[$0].entries.count < groups[$1].entries.count }
            guard let longest, groups[longest].entries.count > ownCount + 1 else { return .refused }
            // It has at least one more entry, so the group stays.
            displaced = groups[longest].entries.removeLast().turn
        }
        let entry = Entry(id: id, asker: asker, account: account, turn: turn)
        if let own { groups[own].entries.append(entry) } else { groups.append(newGroup(place, entry)) }
        return displaced.map { .displaced($0) } ?? .waits
    }

    /// The asker has a turn immediately, because nobody waits.
    mutating func pass(_ asker: PasswordAsker) {
        last = asker
    }

    private func newGroup(_ place: Place, _ entry: Entry) -> Group {
        let before = last.map(Self.place(of:))
        return Group(place: place, entries: [entry], served: before?.0 == place ? [before?.1 ?? []: 1] : [:])
    }

    /// Nil if nobody waits.
    mutating func next() -> Turn? {
        guard !groups.isEmpty else { return nil }
        // An asker that did not have to wait has used its group's turn.
        let isAgain = groups.count > 1 && groups[0].place == last.map { Self.place(of: $0).0 }
        var group = groups.remove(at: isAgain ? 1 : 0)
        let entry = group.next()
        last = entry.asker
        if !group.entries.isEmpty { groups.append(group) }
        return entry.turn
    }

    /// Removes an entry that no longer waits; nil if it is not in the line.
    mutating func leave(id: Int) -> Turn? {
        for index in groups.indices {
            guard let entry = groups[index].entries.firstIndex(where: { $0.id == id }) else { continue }
            let turn = groups[index].entries.remove(at: entry).turn
            if groups[index].entries.isEmpty { groups.remove(at: index) }
            return turn
        }
        return nil
    }

    private static func place(of asker: PasswordAsker) -> (Place, [UInt8]) {
        switch asker {
        case .known(let account): (.account(account), [])
        case .stranger(let network, let account): (.network(network), account)
        }
    }
}
