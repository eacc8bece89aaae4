import Domain

/// How many attempts may start now: a bucket that fills at the webhook's rate and holds a tenth of a second's worth,
/// so that a rate is a rate and not a burst at each full second.
struct RateBucket: Hashable, Sendable {
    let rate: Int
    private var level: Double
    private var filledAt: Timestamp

    init(rate: Int, at now: Timestamp) {
        self.rate = rate
        level = Self.capacity(rate)
        filledAt = now
    }

    /// Takes one start out of the bucket, if there is one.
    mutating func take(at now: Timestamp) -> Bool {
        fill(at: now)
        guard level >= 1 else { return false }
        level -= 1
        return true
    }

    /// When the next start may be taken.
    func next(after now: Timestamp) -> Timestamp {
        level >= 1 ? now : filledAt.adding(milliseconds: Int64(((1 - level) * 1000 / Double(rate)).rounded(.up)))
    }

    private mutating func fill(at now: Timestamp) {
        let elapsed = Double(now.since(filledAt)) / 1000
        guard elapsed > 0 else { return }
        level = min(Self.capacity(rate), level + elapsed * Double(rate))
        filledAt = now
    }

    private static func capacity(_ rate: Int) -> Double {
        max(1, Double(rate) / 10)
    }
}
