import Domain

/// Limits how many attempts may start now. The bucket fills at the webhook's rate and holds a tenth of a second's
/// worth, so that the limit is a steady rate and not a burst every second.
struct RateBucket: Hashable, Sendable {
    /// Starts per second; 0 lets nothing start.
    private(set) var rate: Double
    private var level: Double
    private var filledAt: Timestamp

    /// - Parameter isFull: pass false for a rate that is shared with other nodes, whose buckets are already full.
    init(rate: Double, isFull: Bool = true, at now: Timestamp) {
        self.rate = rate
        level = isFull ? Self.capacity(rate) : 0
        filledAt = now
    }

    /// Changes the rate at which the bucket fills from now on.
    mutating func change(to rate: Double, at now: Timestamp) {
        fill(at: now)
        self.rate = rate
        level = min(level, Self.capacity(rate))
    }

    /// Takes one start out of the bucket, if it has one.
    mutating func take(at now: Timestamp) -> Bool {
        fill(at: now)
        guard level >= 1 else { return false }
        level -= 1
        return true
    }

    /// When the next start is available.
    func next(after now: Timestamp) -> Timestamp? {
        guard level < 1 else { return now }
        guard rate > 0 else { return nil }
        return filledAt + .milliseconds(((1 - level) * 1000 / rate).rounded(.up))
    }

    private mutating func fill(at now: Timestamp) {
        let elapsed = (now - filledAt) / .seconds(1)
        guard elapsed > 0 else { return }
        level = min(Self.capacity(rate), level + elapsed * rate)
        filledAt = now
    }

    private static func capacity(_ rate: Double) -> Double {
        max(1, rate / 10)
    }
}
