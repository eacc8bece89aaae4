/// Tracks who has which connection of a pool, and who waits for one. Makes decisions only.
struct PoolState {
    typealias Waiter = PoolWaiter<PoolGrant>

    /// The server cannot be reached: how many attempts have failed, and when the next may be made.
    struct Outage {
        var failures = 0
        var nextAttempt: Duration = .zero
        var error: PostgresError
    }

    enum Step {
        case connection(PooledConnection)
        case open
        /// Wait, until the given instant if there is one, then check again.
        case wait(Waiter, until: Duration?)
        case full
        case closed
    }

    let limits: PostgresPoolLimits
    /// The most recently used connection is reused first, so that surplus ones can be closed.
    var idle: [PooledConnection] = []
    var leased: [ObjectIdentifier: PooledConnection] = [:]
    var opening = 0
    var outage: Outage?
    var isClosed = false
    /// Waiters in `close`, until everything in use has been returned.
    var drained: [PoolWaiter<Bool>] = []
    private var queue: [(ticket: UInt64, waiter: Waiter)] = []
    private var tickets: UInt64 = 0

    init(_ limits: PostgresPoolLimits) {
        self.limits = limits
    }

    var total: Int { idle.count + leased.count + opening }
    var waiting: Int { queue.count }

    mutating func ticket() -> UInt64 {
        tickets += 1
        return tickets
    }
}

extension PoolState {
    /// What a caller that wants a connection should do. A ticket keeps its place in line, however often it returns.
    mutating func step(ticket: UInt64, isReturning: Bool, now: Duration) -> Step {
        if isClosed { return .closed }
        if let free = idle.popLast() {
            leased[free.id] = free
            return .connection(free)
        }
        if mayOpen(now) {
            opening += 1
            return .open
        }
        guard isReturning || queue.count < limits.waiters else { return .full }
        let waiter = Waiter()
        let place = queue.lastIndex { $0.ticket < ticket }.map { $0 + 1 } ?? 0
        queue.insert((ticket, waiter), at: place)
        return .wait(waiter, until: nextAttempt(now))
    }

    /// While the server is unreachable, only one attempt at a time.
    private func mayOpen(_ now: Duration) -> Bool {
        guard total < limits.maximum else { return false }
        guard let outage else { return true }
        return opening == 0 && now >= outage.nextAttempt
    }

    /// Nil if there is nothing to wait for but a notification.
    private func nextAttempt(_ now: Duration) -> Duration? {
        guard opening == 0, let outage, outage.nextAttempt > now else { return nil }
        return outage.nextAttempt
    }

    /// For keeping a number of connections open: returns whether to open one more.
    mutating func claimOpening(upTo minimum: Int) -> Bool {
        guard !isClosed, outage == nil, total < minimum else { return false }
        opening += 1
        return true
    }

    /// Removes a waiter that gave up.
    mutating func forget(ticket: UInt64) {
        queue.removeAll { $0.ticket == ticket }
    }

    /// A connection was returned or opened: gives it to the longest waiter, or adds it to the idle ones.
    mutating func offer(_ connection: PooledConnection) {
        while !queue.isEmpty {
            if queue.removeFirst().waiter.resolve(.connection(connection)) {
                leased[connection.id] = connection
                return
            }
        }
        leased[connection.id] = nil
        idle.append(connection)
        noteDrained()
    }

    /// A connection is gone: there is room for a new one.
    mutating func remove(_ connection: PooledConnection) {
        leased[connection.id] = nil
        grantRoom()
        noteDrained()
    }

    /// An attempt to connect succeeded: the server is reachable for all waiters.
    mutating func opened(_ connection: PooledConnection) {
        opening -= 1
        outage = nil
        leased[connection.id] = connection
        grantRoom()
        noteDrained()
    }

    /// An attempt to connect failed. If that indicates an outage, all waiters learn when the next attempt is due.
    mutating func openFailed(_ error: PostgresError?, nextAttempt: (Int) -> Duration) {
        opening -= 1
        if let error {
            let failures = (outage?.failures ?? 0) + 1
            outage = Outage(failures: failures, nextAttempt: nextAttempt(failures), error: error)
            tellAll(.look)
        } else {
            grantRoom()
        }
        noteDrained()
    }

    mutating func tellAll(_ grant: PoolGrant) {
        for (_, waiter) in queue { waiter.resolve(grant) }
        queue = []
    }

    /// Gives room to the longest waiter. In an outage all check again, and one of them makes the next attempt.
    private mutating func grantRoom() {
        guard outage == nil else { return tellAll(.look) }
        while !isClosed, total < limits.maximum, !queue.isEmpty {
            if queue.removeFirst().waiter.resolve(.open) { opening += 1 }
        }
    }

    func noteDrained() {
        guard isClosed, leased.isEmpty, opening == 0 else { return }
        for waiter in drained { waiter.resolve(true) }
    }
}
