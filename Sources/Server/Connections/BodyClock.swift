import NIOCore

/// How far the body of a request may fall behind the least rate. What was sent in advance helps only so far: who stops is
/// cut off after a while, however much came before.
struct BodyClock: Hashable, Sendable {
    /// How long a body may take to begin.
    static let grace = TimeAmount.seconds(5)
    /// Bytes a second.
    static let leastRate: Int64 = 1_000
    /// How long nothing may come at most, however fast the rest was.
    static let longestPause = TimeAmount.seconds(20)

    /// How long so many bytes may take.
    static func time(for bytes: Int) -> TimeAmount { .nanoseconds(Int64(bytes) * (1_000_000_000 / leastRate)) }

    /// What the client has left.
    private var slack = Self.grace.nanoseconds
    /// Since when that runs out; nil while it is the server that does not read.
    private var since: NIODeadline?

    /// When the client will have been too slow.
    var deadline: NIODeadline? { since.map { $0 + .nanoseconds(slack) } }

    mutating func start(at now: NIODeadline) {
        if since == nil { since = now }
    }

    /// Nobody has asked for the body yet: it has all its time before it again.
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
