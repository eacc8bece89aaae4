import NIOCore

/// How far the body of a request may fall behind the minimum rate. Bytes sent ahead help only so far: a client that
/// stops sending is cut off after a while, however much came before.
struct BodyClock: Hashable, Sendable {
    /// How long a body may take to begin.
    static let grace = TimeAmount.seconds(5)
    /// In bytes per second.
    static let leastRate: Int64 = 1_000
    /// The longest pause, however fast the rest was.
    static let longestPause = TimeAmount.seconds(20)

    /// How long a number of bytes may take.
    static func time(for bytes: Int) -> TimeAmount { .nanoseconds(Int64(bytes) * (1_000_000_000 / leastRate)) }

    /// The time the client has left.
    private var slack = Self.grace.nanoseconds
    /// When that began to run out; nil while it is the server that is not reading.
    private var since: NIODeadline?

    /// When the client will have been too slow.
    var deadline: NIODeadline? { since.map { $0 + .nanoseconds(slack) } }

    mutating func start(at now: NIODeadline) {
        if since == nil { since = now }
    }

    /// Nothing has asked for the body yet, so it has its full time again.
    mutating func restart(at now: NIODeadline) {
        slack = max(slack, Self.grace.nanoseconds)
        since = now
    }

    mutating func stop(at now: NIODeadline) {
        settle(at: now)
        since = nil
    }

    mutating func received(_ bytes: Int) {
        slack = min(Self.longestPause.nanoseconds, slack + Self.time(for: bytes).nanoseconds)
    }

    private mutating func settle(at now: NIODeadline) {
        guard let since else { return }
        slack -= (now - since).nanoseconds
        self.since = now
    }
}
