import Domain
import DequeModule

/// Decides who may use which connection: keeps idle ones for each origin, enforces the limits, and lets webhooks take
/// turns. It only decides; the sender opens, uses, and closes connections.
///
/// Nobody waits who could be served: whatever is freed is passed on at once.
struct ConnectionPool<Connection: Hashable, Waiter: Hashable> {
    typealias Origin = WebhookURL.Origin

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

    private struct OriginConnections {
        /// Connections that are open or being made.
        var slots = 0
        /// Those of them that are being made in parallel with another.
        var beside = 0
        /// The last is the most recently used: the least likely to have been closed by the receiver.
        var idle: [Idle] = []
        /// Queues whose turn came while the origin was at its limit.
        var held: Deque<QueueKey> = []
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
    mutating func acquire(_ waiter: Waiter, webhook: Int64, origin: Origin) -> Decision {
        if let idle = origins[origin]?.idle.popLast() {
            idleCount -= 1
            return .use(idle.connection)
        }
        if mayOpen(origin) { return .open(closing: takeSlot(origin)) }
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
        guard let index = origins[origin]?.idle.lastIndex(where: { $0.connection == connection }) else { return false }
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

    // MARK: Slots

    private func mayOpen(_ origin: Origin) -> Bool {
        let known = origins[origin]
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
        let oldest = origins.filter { !$0.value.idle.isEmpty }.min { $0.value.idle[0].since < $1.value.idle[0].since }
        guard let origin = oldest?.key, let idle = origins[origin]?.idle.removeFirst() else { return nil }
        idleCount -= 1
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
            if let idle = origins[key.origin]?.idle.popLast() {
                idleCount -= 1
                serve(key)
                return .use(idle.connection, waiter)
            }
            if mayOpen(key.origin) {
                serve(key)
                return .open(waiter, closing: takeSlot(key.origin))
            }
            guard origins[key.origin]?.slots ?? 0 >= limits.perOrigin else { return nil }
            turns.removeFirst()
            origins[key.origin]?.held.append(key)
        }
        return nil
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
