import Domain

/// How many exchanges with a webhook there may be at once: fewer than its setting for a while after the receiver said that
/// it gets too many requests.
struct ConcurrencyLimit: Hashable, Sendable {
    /// Nil as long as only the setting counts.
    private(set) var most: Int?
    private var successes = 0
    private var halvedAt: Timestamp?

    /// How many times the limit has to be used without a refusal until it grows by one.
    static let usesToGrow = 10

    /// The receiver answered an exchange with 429.
    ///
    /// - Parameters:
    ///   - present: how many there may be at once now.
    ///   - start: when the exchange began. Refusals of exchanges that were under way together count once.
    mutating func halve(_ present: Int, start: Timestamp, at now: Timestamp) {
        successes = 0
        if let halvedAt, start <= halvedAt { return }
        most = max(1, present / 2)
        halvedAt = now
    }

    /// - Parameter setting: how many there may be at once without a limit.
    mutating func succeeded(setting: Int) {
        guard let most else { return }
        successes += 1
        guard successes >= Self.usesToGrow * most else { return }
        successes = 0
        self.most = most + 1 < setting ? most + 1 : nil
    }
}
