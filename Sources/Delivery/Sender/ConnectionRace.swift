import NIOCore

/// Decides when each of an attempt's addresses is tried: after the previous one has failed or after 250 ms, whichever
/// comes first. It only decides; `SocketRace` opens and closes. Addresses are numbered in their order.
///
/// An attempt holds one slot of the pool. A parallel socket needs a slot of its own, which it gets only if one is spare
/// and which others can take away again. If none is spare, the addresses are tried one after the other, each for an
/// equal part of the remaining time.
struct ConnectionRace {
    enum Step: Equatable {
        /// Open in the attempt's own slot.
        case open(Int)
        /// Open in the slot that `takeRoom` has just taken.
        case openBeside(Int)
        /// The first address has had its time: close it and open the second in its place.
        case replace(Int, with: Int)
        /// A parallel socket moves into the attempt's own slot, which is now empty.
        case moveIn(Int)
        case wait(until: NIODeadline)
        /// Nothing more to start: the result depends on what is running.
        case rest
        /// All addresses have failed.
        case lost
    }

    /// How long an address has before the next one is tried in parallel (RFC 8305).
    static let delay = TimeAmount.milliseconds(250)

    private let deadline: NIODeadline
    private var waiting: [Int]
    /// The address that runs in the attempt's own slot.
    private var own: Int?
    private var beside: [Int] = []
    private var nextStart = NIODeadline.uptimeNanoseconds(0)
    /// When the address in the attempt's own slot gives way if there is no room for a parallel one.
    private var patience = NIODeadline.uptimeNanoseconds(0)

    init(count: Int, deadline: NIODeadline) {
        waiting = Array(0..<count)
        self.deadline = deadline
    }

    /// The next step; call until it returns wait, rest, or lost.
    /// - Parameter takeRoom: takes a slot for one more socket, to the given address; returns false if none is spare.
    mutating func next(now: NIODeadline, takeRoom: (Int) -> Bool) -> Step {
        guard let address = waiting.first else { return withoutWaiting() }
        guard let running = own else { return .open(startOwn(now)) }
        if now < nextStart { return .wait(until: nextStart) }
        if takeRoom(address) {
            waiting.removeFirst()
            beside.append(address)
            nextStart = now + Self.delay
            return .openBeside(address)
        }
        if now >= patience { return .replace(running, with: startOwn(now)) }
        return .wait(until: min(now + Self.delay, patience))
    }

    /// Connecting to an address failed: the next one no longer waits.
    mutating func failed(_ address: Int) {
        stop(address)
        nextStart = .uptimeNanoseconds(0)
    }

    /// Another exchange took the slot of a parallel socket: its address is tried again when there is room.
    mutating func crowdedOut(_ address: Int) {
        stop(address)
        waiting.insert(address, at: 0)
    }

    private mutating func withoutWaiting() -> Step {
        if own != nil { return .rest }
        guard !beside.isEmpty else { return .lost }
        let address = beside.removeFirst()
        own = address
        return .moveIn(address)
    }

    private mutating func startOwn(_ now: NIODeadline) -> Int {
        let address = waiting.removeFirst()
        own = address
        nextStart = now + Self.delay
        let left = max(.zero, deadline - now)
        patience = now + .nanoseconds(left.nanoseconds / Int64(waiting.count + 1))
        return address
    }

    private mutating func stop(_ address: Int) {
        if own == address { own = nil }
        beside.removeAll { $0 == address }
    }
}
