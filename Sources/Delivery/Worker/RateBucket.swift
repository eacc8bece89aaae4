import Domain

/// How many attempts may start now: a bucket that fills at the webhook's rate and holds a tenth of a second's worth,
/// so that a rate is a rate and not a burst at each full second.
struct RateBucket: Hashable, Sendable {
    /// A second; 0 lets nothing start.
    private(set) var rate: Double
    private var level: Double
    private var filledAt: Timestamp

    /// - Parameter isFull: an empty one is for what is shared with others, whose buckets are full already.
    init(rate: Double, isFull: Bool = true, at now: Timestamp) {
        self.rate = rate
        level = isFull ? Self.capacity(rate) : 0
        filledAt = now
    }

    /// From now on it fills at another rate.
    mutating func change(to rate: Double, at now: Timestamp) {
        fill(at: now)
        self.rate = rate
        level = min(level, Self.capacity(rate))
    }

    /// Takes one start out of the bucket, if there is one.
    mutating func take(at now: Timestamp) -> Bool {
        fill(at: now)
        guard level >= 1 else { return false }
        level -= 1
        return true
    }

    /// When the next start may be taken.
    func next(after now: Timestamp) -> Timestamp? {
        guard level < 1 else { return now }
        guard rate > 0 else { return nil }
        return filledAt.adding(milliseconds: Int64(((1 - level) * 1000 / rate).rounded(.up)))
    }

    private mutating func fill(at now: Timestamp) {
        let elapsed = Double(now.since(filledAt)) / 1000
        guard elapsed > 0 else { return }
        level = min(Self.capacity(rate), level + elapsed * rate)
        filledAt = now
    }

    private static func capacity(_ rate: Double) -> Double {
        max(1, rate / 10)
    }
}
