import Domain

/// Tracks who is connected, who is proven, and who has to leave when there are too many. Pure: the connections
/// themselves are kept elsewhere, each known here by its slot.
///
/// A newcomer is not refused when there is no room, because it may be an administrator who shares the attacker's
/// address: the oldest unproven connection is closed instead, or the proven one that has been idle longest.
struct CallerTable: Sendable {
    enum Cause: String, Sendable, CaseIterable {
        /// Its address had the maximum number of connections.
        case address
        /// The server had the maximum number.
        case server
    }

    /// A connection that has to be closed to make room, possibly the newest one itself.
    struct Eviction: Hashable, Sendable {
        var slot: Int
        var cause: Cause
    }

    private enum Kind {
        case newcomer, idle
    }

    private struct Entry {
        /// The client's address; nil for a trusted proxy's connection while it carries no request.
        var address: CIDR?
        var isProxy: Bool
        var hasProven = false
        var isBusy = false
        var isLeaving = false
        /// The account whose request is in progress.
        var account: Account.ID?
        /// The queues that it is in.
        var kind: Kind?
    }

    private struct Group {
        var count = 0
        var newcomers = SlotQueue()
        var idle = SlotQueue()

        subscript(kind: Kind) -> SlotQueue {
            get {
                switch kind {
                case .newcomer: newcomers
                case .idle: idle
                }
            }
            set {
                switch kind {
                case .newcomer: newcomers = newValue
                case .idle: idle = newValue
                }
            }
        }

        /// The connection to close to make room for this one, which is itself the last candidate. A few newcomers are
        /// kept while others are idle: if everyone who crowds the server has a token, newcomers would otherwise
        /// always be the first to be closed.
        func first(but slot: Int, of most: Int) -> Int? {
            let oldest = newcomers.first.flatMap { $0 == slot ? nil : $0 }
            return newcomers.count > max(1, most / 8) ? oldest ?? idle.first : idle.first ?? oldest
        }
    }

    private let limits: ConnectionLimits
    private var entries: [Entry?] = []
    private var free: [Int] = []
    private var everyone = Group()
    private var groups: [CIDR: Group] = [:]
    private var orderOfAll = SlotLinks()
    private var orderInGroups = SlotLinks()
    private var requests = ShareBudget<Account.ID>(total: .max)

    init(limits: ConnectionLimits) {
        self.limits = limits
    }

    /// Connections, except those about to be closed.
    var count: Int { everyone.count }
    /// Known addresses, and accounts with a request in progress.
    var known: Int { groups.count + requests.count }

    func count(of address: CIDR) -> Int { groups[address]?.count ?? 0 }

    /// A connection was opened.
    /// - Parameter address: nil for a trusted proxy, which has no limit of its own.
    mutating func open(from address: CIDR?) -> (slot: Int, eviction: Eviction?) {
        let slot = free.popLast() ?? entries.count
        if slot == entries.count { entries.append(nil) }
        entries[slot] = Entry(address: address, isProxy: address == nil)
        everyone.count += 1
        if let address { groups[address, default: Group()].count += 1 }
        queue(slot)
        return (slot, eviction(for: slot))
    }

    /// A request begins.
    /// - Parameter client: the client that a trusted proxy names.
    mutating func begin(_ slot: Int, for client: CIDR? = nil) -> Eviction? {
        guard entries[slot] != nil else { return nil }
        entries[slot]?.isBusy = true
        guard entries[slot]?.isProxy == true, let client, entries[slot]?.isLeaving == false else {
            queue(slot)
            return nil
        }
        entries[slot]?.address = client
        groups[client, default: Group()].count += 1
        queue(slot)
        return eviction(for: slot)
    }

    /// The request in progress belongs to an account; false if the account has too many in progress.
    mutating func prove(_ slot: Int, _ account: Account.ID) -> Bool {
        guard let entry = entries[slot], entry.account == nil else { return true }
        let share = ShareBudget<Account.ID>.Share(key: account, most: limits.ofAccount)
        guard requests.take(1, of: [share]) == .taken else { return false }
        entries[slot]?.account = account
        entries[slot]?.hasProven = true
        entries[slot]?.isBusy = true
        queue(slot)
        return true
    }

    /// The request in progress was answered.
    mutating func finish(_ slot: Int) {
        guard let entry = entries[slot] else { return }
        giveBack(slot)
        entries[slot]?.isBusy = false
        if entry.isProxy { forget(slot) }
        queue(slot)
    }

    /// The connection is closed.
    mutating func close(_ slot: Int) {
        guard entries[slot] != nil else { return }
        giveBack(slot)
        leave(slot)
        entries[slot] = nil
        free.append(slot)
    }

    /// The connection that has to be closed now that this one has arrived.
    private mutating func eviction(for slot: Int) -> Eviction? {
        if let address = entries[slot]?.address, let group = groups[address], group.count > limits.ofAddress {
            return evict(group.first(but: slot, of: limits.ofAddress) ?? slot, .address)
        }
        if everyone.count > limits.accepted {
            return evict(everyone.first(but: slot, of: limits.accepted) ?? slot, .server)
        }
        guard everyone.newcomers.count > limits.newcomers else { return nil }
        return evict(everyone.newcomers.first ?? slot, .server)
    }

    private mutating func evict(_ slot: Int, _ cause: Cause) -> Eviction {
        leave(slot)
        return Eviction(slot: slot, cause: cause)
    }

    /// It no longer counts, although closing it takes a moment.
    private mutating func leave(_ slot: Int) {
        guard entries[slot]?.isLeaving == false else { return }
        entries[slot]?.isLeaving = true
        queue(slot)
        everyone.count -= 1
        forget(slot)
    }

    /// Removes it from the count of its address.
    private mutating func forget(_ slot: Int) {
        guard let address = entries[slot]?.address else { return }
        move(slot, to: nil)
        entries[slot]?.address = nil
        entries[slot]?.hasProven = false
        groups[address]?.count -= 1
        if groups[address]?.count == 0 { groups[address] = nil }
    }

    private mutating func giveBack(_ slot: Int) {
        guard let account = entries[slot]?.account else { return }
        requests.give(back: 1, of: [account])
        entries[slot]?.account = nil
    }

    /// Puts it into its queue; at the end if that is a different one than before.
    private mutating func queue(_ slot: Int) {
        guard let entry = entries[slot] else { return }
        var kind: Kind?
        if !entry.isLeaving, entry.address != nil {
            kind = entry.hasProven ? (entry.isBusy ? nil : .idle) : .newcomer
        }
        if kind != entry.kind { move(slot, to: kind) }
    }

    private mutating func move(_ slot: Int, to kind: Kind?) {
        guard let entry = entries[slot], let address = entry.address, var group = groups[address] else { return }
        if let before = entry.kind {
            orderOfAll.remove(slot, from: &everyone[before])
            orderInGroups.remove(slot, from: &group[before])
        }
        if let kind {
            orderOfAll.append(slot, to: &everyone[kind])
            orderInGroups.append(slot, to: &group[kind])
        }
        groups[address] = group
        entries[slot]?.kind = kind
    }
}
