/// The waits between the attempts of a delivery.
package struct RetrySchedule: Hashable, Sendable {
    /// The most waits a schedule may have.
    package static let maximumCount = 20
    /// The allowed length of a single wait, in seconds.
    package static let waitRange = 1...604_800
    /// The maximum sum of the waits, in seconds: 30 days.
    package static let maximumTotal = 2_592_000

    /// Ten attempts in about three days: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h.
    package static let standard = RetrySchedule(
        stored: [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400])

    /// Seconds.
    package let waits: [Int]

    /// Nil if a limit is exceeded.
    package init?(_ waits: [Int]) {
        guard waits.count <= Self.maximumCount, waits.allSatisfy(Self.waitRange.contains),
            waits.reduce(0, +) <= Self.maximumTotal
        else { return nil }
        self.waits = waits
    }

    /// For schedules that were validated when they were stored.
    package init(stored waits: [Int]) {
        self.waits = waits
    }

    /// How many attempts the schedule allows.
    package var attempts: Int { waits.count + 1 }

    /// Seconds to wait after this attempt of the schedule (1 = the first) has failed, with `jitter` in -1...1 spread
    /// over ±20%; nil if the schedule is used up.
    package func wait(afterAttempt scheduleIndex: Int, jitter: Double) -> Double? {
        guard scheduleIndex >= 1, scheduleIndex <= waits.count else { return nil }
        return Double(waits[scheduleIndex - 1]) * (1 + 0.2 * min(1, max(-1, jitter)))
    }
}
