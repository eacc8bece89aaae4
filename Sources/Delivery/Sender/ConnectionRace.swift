import NIOCore

/// Decides when each of an attempt's addresses is tried: once the one before has failed, or after 250 ms, whichever
/// comes first. It only decides; `SocketRace` opens and closes. Addresses are numbered in their order.
///
/// An attempt holds one slot of the pool. A socket beside that needs a slot of its own, which it gets only where there
/// is one to spare and which others can take away again. Where there is none, the addresses are tried one after the
/// other, each for an equal part of the time that is left.
struct ConnectionRace {
    enum Step: Equatable {
        /// To be opened in the attempt's own slot.
        case open(Int)
        /// To be opened in the slot that `takeRoom` has just taken.
        case openBeside(Int)
        /// The first has had its time: it is closed, and the second is opened in its place.
        case replace(Int, with: Int)
        /// One that ran beside moves into the attempt's own slot, in which nothing runs any more.
        case moveIn(Int)
        case wait(until: NIODeadline)
        /// Nothing more is to be started: the result is up to what runs.
        case rest
        /// All have failed.
        case lost
    }

    /// How long an address has before the next one is tried beside it (RFC 8305).
    static let delay = TimeAmount.milliseconds(250)

    private let deadline: NIODeadline
    private var waiting: [Int]
    /// What runs in the attempt's own slot.
    private var own: Int?
    private var beside: [Int] = []
    private var nextStart = NIODeadline.uptimeNanoseconds(0)
    /// When the one in the own slot makes way, should there be no room beside it.
    private var patience = NIODeadline.uptimeNanoseconds(0)

    init(count: Int, deadline: NIODeadline) {
        waiting = Array(0..<count)
        self.deadline = deadline
    }

    /// What is to be done now; to be asked until it says wait, rest or lost.
    /// - Parameter takeRoom: takes a slot for one more socket, of the address that it is given; false where there is
    ///   none to spare.
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

    /// An address could not be connected to: the next one does not wait any longer.
    mutating func failed(_ address: Int) {
        stop(address)
        nextStart = .uptimeNanoseconds(0)
    }

    /// Another took the slot of one that ran beside: it is tried again when there is room.
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
