import DequeModule

/// Decides who may use which connection: keeps idle ones for each origin, enforces the limits, and lets webhooks take
/// turns. It only decides; the sender opens, uses, and closes connections.
///
/// Nobody waits who could be served: whatever is freed is passed on at once. Only where connections take several
/// exchanges at once, whoever could join one that is being made waits for that.
struct ConnectionPool<Connection: Hashable, Waiter: Hashable, Origin: Hashable> {
    struct Limits {
        var connections: Int
        var perOrigin: Int
        var waiting: Int
    }

    enum Decision: Equatable {
        case use(Connection)
        /// A slot is taken for a new connection. `closing` makes room for it: an idle connection of another origin, or
        /// one that is being made in parallel for the same exchange.
        case open(closing: Connection?)
        case wait
        /// Too many are waiting already.
        case refuse
    }

    /// What a waiter gets.
    enum Turn: Equatable {
        case use(Connection, Waiter)
        case open(Waiter, closing: Connection?)
    }

    private struct QueueKey: Hashable {
        var webhook: Int64
        var origin: Origin
    }

    private struct Idle {
        var connection: Connection
        var since: UInt64
    }

    /// A connection that takes several exchanges at once.
    private struct Shared {
        var connection: Connection
        var busy: Int
        /// How many it takes; 0 once it takes no more.
        var limit: Int
        /// Whether the limit is known; until then, the connection counts as being made.
        var isSettled: Bool
        /// When it became idle.
        var since: UInt64 = 0

        var isIdle: Bool { busy == 0 && limit > 0 }
        var hasRoom: Bool { busy < limit }
    }

    private struct OriginConnections {
        /// Connections that are open or being made.
        var slots = 0
        /// Those of them that are being made in parallel with another.
        var beside = 0
        /// The last is the most recently used: the least likely to have been closed by the receiver.
        var idle: [Idle] = []
        /// The first with room is used next, so that the last become idle and are closed.
        var shared: [Shared] = []
        /// Whether its connections are expected to take several exchanges at once.
        var shares = false
        /// Whether a connection is being made that others are to share.
        var isAwaited = false
        /// Queues whose turn came while the origin was at its limit, or while a connection was awaited.
        var held: Deque<QueueKey> = []

        /// The connection that has been idle longest.
        var oldestIdle: Idle? {
            let shared = shared.filter(\.isIdle).min { $0.since < $1.since }
            let oldest = shared.map { Idle(connection: $0.connection, since: $0.since) }
            guard let first = idle.first else { return oldest }
            return oldest.map { $0.since < first.since ? $0 : first } ?? first
        }
    }

    private let limits: Limits
    private var origins: [Origin: OriginConnections] = [:]
    private var slots = 0
    private var idleCount = 0
    /// Connections that are being made in parallel for the same exchange: anyone who needs their slots gets them.
    private var beside: [Connection: Origin] = [:]
    private var parkings: UInt64 = 0
    /// Closed to make room: their slots have been passed on already.
    private var evicted: Set<Connection> = []
    private var queues: [QueueKey: Deque<Waiter>] = [:]
    private var turns: Deque<QueueKey> = []
    private(set) var waitingCount = 0

    init(limits: Limits) {
        self.limits = limits
    }

    var openCount: Int { slots + evicted.count }

    /// Requests a connection.
    /// - Parameter shares: whether the origin's connections are expected to take several exchanges at once, if there is
    ///   none yet.
    mutating func acquire(_ waiter: Waiter, webhook: Int64, origin: Origin, shares: Bool = false) -> Decision {
        if let connection = takeReady(origin) { return .use(connection) }
        if mayOpen(origin) {
            if shares, origins[origin] == nil { origins[origin] = OriginConnections(shares: true) }
            return .open(closing: takeSlot(origin))
        }
        guard waitingCount < limits.waiting else { return .refuse }
        enqueue(waiter, in: QueueKey(webhook: webhook, origin: origin))
        return .wait
    }

    /// Makes a connection available for reuse.
    mutating func park(_ connection: Connection, origin: Origin) -> Turn? {
        parkings += 1
        idleCount += 1
        origins[origin, default: OriginConnections()].idle.append(Idle(connection: connection, since: parkings))
        return waitingCount == 0 ? nil : nextTurn(freed: origin)
    }

    /// Removes an idle connection before it is closed. Returns false if it was assigned in the meantime.
    mutating func retire(_ connection: Connection, origin: Origin) -> Bool {
        guard let index = origins[origin]?.idle.lastIndex(where: { $0.connection == connection }) else {
            return retireShared(connection, origin)
        }
        origins[origin]?.idle.remove(at: index)
        idleCount -= 1
        return true
    }

    /// A connection is gone or, if nil, could not be made.
    mutating func closed(_ connection: Connection?, origin: Origin) -> Turn? {
        if let connection {
            if evicted.remove(connection) != nil { return nil }
            leaveBeside(connection)
            _ = retire(connection, origin: origin)
            removeShared(connection, origin)
        }
        giveBackSlot(origin)
        return waitingCount == 0 ? nil : nextTurn(freed: origin)
    }

    /// Removes a waiter. Returns false if it was not waiting.
    mutating func forget(_ waiter: Waiter, webhook: Int64, origin: Origin) -> Bool {
        let key = QueueKey(webhook: webhook, origin: origin)
        guard let index = queues[key]?.firstIndex(of: waiter) else { return false }
        queues[key]?.remove(at: index)
        waitingCount -= 1
        return true
    }

    /// Removes and returns all waiters.
    mutating func takeAllWaiting() -> [Waiter] {
        let all = queues.values.flatMap { $0 }
        queues = [:]
        turns = []
        for origin in origins.keys { origins[origin]?.held = [] }
        waitingCount = 0
        return all
    }

    // MARK: Parallel sockets for one exchange

    /// Takes a slot for a connection that is made in parallel for the same exchange. Returns false if none is free: no
    /// other connection gives way to it, and it gives way to any other.
    mutating func takeRoom(for connection: Connection, origin: Origin) -> Bool {
        guard slots < limits.connections, origins[origin]?.slots ?? 0 < limits.perOrigin else { return false }
        slots += 1
        origins[origin, default: OriginConnections()].slots += 1
        origins[origin]?.beside += 1
        beside[connection] = origin
        return true
    }

    /// Makes the connection's slot permanent. Returns false if it already had to give way.
    mutating func moveIn(_ connection: Connection) -> Bool {
        leaveBeside(connection)
    }

    /// Whether the connection had to give way and is not yet known to be closed.
    func isEvicted(_ connection: Connection) -> Bool { evicted.contains(connection) }

    @discardableResult
    private mutating func leaveBeside(_ connection: Connection) -> Bool {
        guard !beside.isEmpty, let origin = beside.removeValue(forKey: connection) else { return false }
        origins[origin]?.beside -= 1
        return true
    }

    // MARK: Connections that take several exchanges

    /// A connection, which has one exchange when it is first named here, takes `limit` at once.
    /// - Parameter isSettled: whether that is the final limit, so that nobody needs to wait for it anymore.
    mutating func share(_ connection: Connection, origin: Origin, limit: Int, isSettled: Bool) -> [Turn] {
        guard !evicted.contains(connection) else { return [] }
        changeShared(connection, origin) { shared in
            shared.limit = limit
            shared.isSettled = shared.isSettled || isSettled
        }
        if isSettled { origins[origin]?.isAwaited = false }
        return turns(freed: origin)
    }

    /// An exchange of a shared connection has ended.
    mutating func finished(_ connection: Connection, origin: Origin) -> [Turn] {
        guard !evicted.contains(connection), sharedIndex(connection, origin) != nil else { return [] }
        parkings += 1
        let now = parkings
        changeShared(connection, origin) { shared in
            shared.busy -= 1
            shared.since = now
        }
        return turns(freed: origin)
    }

    /// What was awaited does not come: the origin's connections take one exchange at a time, or can't be made. Whoever
    /// waited for it gets a connection of their own.
    mutating func stopAwaiting(_ origin: Origin) -> [Turn] {
        guard origins[origin]?.shares == true || origins[origin]?.isAwaited == true else { return [] }
        origins[origin]?.shares = false
        origins[origin]?.isAwaited = false
        return turns(freed: origin)
    }

    /// Whether a connection to the origin is being made that others are to share.
    func isAwaited(_ origin: Origin) -> Bool { origins[origin]?.isAwaited == true }

    private func sharedIndex(_ connection: Connection, _ origin: Origin) -> Int? {
        origins[origin]?.shared.firstIndex { $0.connection == connection }
    }

    private mutating func changeShared(
        _ connection: Connection, _ origin: Origin, _ change: (inout Shared) -> Void
    ) {
        let known = sharedIndex(connection, origin)
        var shared =
            known.flatMap { origins[origin]?.shared[$0] }
            ?? Shared(connection: connection, busy: 1, limit: 1, isSettled: false)
        let wasIdle = known != nil && shared.isIdle
        change(&shared)
        idleCount += (shared.isIdle ? 1 : 0) - (wasIdle ? 1 : 0)
        if let known {
            origins[origin]?.shared[known] = shared
        } else {
            origins[origin, default: OriginConnections()].shared.append(shared)
        }
    }

    private mutating func retireShared(_ connection: Connection, _ origin: Origin) -> Bool {
        guard let index = sharedIndex(connection, origin), origins[origin]?.shared[index].isIdle == true else {
            return false
        }
        removeShared(connection, origin)
        return true
    }

    private mutating func removeShared(_ connection: Connection, _ origin: Origin) {
        guard let index = sharedIndex(connection, origin), let shared = origins[origin]?.shared.remove(at: index)
        else { return }
        if shared.isIdle { idleCount -= 1 }
        if !shared.isSettled { origins[origin]?.isAwaited = false }
    }

    /// An idle connection, or room on a shared one.
    private mutating func takeReady(_ origin: Origin) -> Connection? {
        if let idle = origins[origin]?.idle.popLast() {
            idleCount -= 1
            return idle.connection
        }
        guard let index = origins[origin]?.shared.firstIndex(where: \.hasRoom),
            let shared = origins[origin]?.shared[index]
        else { return nil }
        if shared.isIdle { idleCount -= 1 }
        origins[origin]?.shared[index].busy += 1
        return shared.connection
    }

    // MARK: Slots

    private func mayOpen(_ origin: Origin) -> Bool {
        let known = origins[origin]
        guard known?.isAwaited != true else { return false }
        guard known?.slots ?? 0 < limits.perOrigin || known?.beside ?? 0 > 0 else { return false }
        return slots < limits.connections || idleCount > 0 || !beside.isEmpty
    }

    /// Takes a slot; at a limit, that of a parallel connection or else of the connection that has been idle longest.
    private mutating func takeSlot(_ origin: Origin) -> Connection? {
        var closing: Connection?
        if origins[origin]?.slots ?? 0 >= limits.perOrigin {
            closing = evictBeside(of: origin)
        } else if slots >= limits.connections {
            closing = evictBeside(of: nil) ?? evict()
        }
        slots += 1
        origins[origin, default: OriginConnections()].slots += 1
        if origins[origin]?.shares == true { origins[origin]?.isAwaited = true }
        return closing
    }

    private mutating func giveBackSlot(_ origin: Origin) {
        slots -= 1
        origins[origin]?.slots -= 1
        if let known = origins[origin], known.slots == 0, known.held.isEmpty { origins[origin] = nil }
    }

    /// - Parameter origin: the origin to take from; nil for any.
    private mutating func evictBeside(of origin: Origin?) -> Connection? {
        guard let (connection, owner) = beside.first(where: { origin == nil || $0.value == origin }) else { return nil }
        leaveBeside(connection)
        giveBackSlot(owner)
        evicted.insert(connection)
        return connection
    }

    private mutating func evict() -> Connection? {
        let oldest = origins.compactMap { origin, known in known.oldestIdle.map { (origin, $0) } }
            .min { $0.1.since < $1.1.since }
        guard let (origin, idle) = oldest, retire(idle.connection, origin: origin) else { return nil }
        giveBackSlot(origin)
        evicted.insert(idle.connection)
        return idle.connection
    }

    // MARK: Turns

    private mutating func enqueue(_ waiter: Waiter, in key: QueueKey) {
        // A queue stays in the dictionary, even when empty, for as long as it has a turn coming or is held.
        if queues[key] == nil { turns.append(key) }
        queues[key, default: []].append(waiter)
        waitingCount += 1
    }

    /// Serves the first queue that can be served. A queue whose origin is at its limit is held at that origin and comes
    /// first when something is freed there, so each step costs the same however many wait.
    private mutating func nextTurn(freed origin: Origin) -> Turn? {
        if let held = popHeld(origin) { turns.prepend(held) }
        while let key = turns.first {
            guard let waiter = queues[key]?.first else {
                turns.removeFirst()
                queues[key] = nil
                continue
            }
            if let connection = takeReady(key.origin) {
                serve(key)
                return .use(connection, waiter)
            }
            if mayOpen(key.origin) {
                serve(key)
                return .open(waiter, closing: takeSlot(key.origin))
            }
            guard origins[key.origin]?.slots ?? 0 >= limits.perOrigin || isAwaited(key.origin) else { return nil }
            turns.removeFirst()
            origins[key.origin]?.held.append(key)
        }
        return nil
    }

    /// Serves everyone who can be served now that an origin has more room.
    private mutating func turns(freed origin: Origin) -> [Turn] {
        var all: [Turn] = []
        while waitingCount > 0, let turn = nextTurn(freed: origin) { all.append(turn) }
        return all
    }

    private mutating func popHeld(_ origin: Origin) -> QueueKey? {
        while let key = origins[origin]?.held.popFirst() {
            if queues[key]?.isEmpty == false { return key }
            queues[key] = nil
        }
        return nil
    }

    private mutating func serve(_ key: QueueKey) {
        turns.removeFirst()
        queues[key]?.removeFirst()
        waitingCount -= 1
        if queues[key]?.isEmpty == true {
            queues[key] = nil
        } else {
            turns.append(key)
        }
    }
}
