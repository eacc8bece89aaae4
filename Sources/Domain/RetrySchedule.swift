/// The waits between the attempts of a delivery.
package struct RetrySchedule: Hashable, Sendable {
    /// The most waits a schedule may have.
    package static let maximumCount = 20
    /// The allowed length of a single wait.
    package static let waitRange: ClosedRange<Duration> = .seconds(1) ... .days(7)
    /// The maximum sum of the waits.
    package static let maximumTotal: Duration = .days(30)

    /// Ten attempts in about three days: what applies unless the webhook or the server's operator has set another.
    package static let standard = RetrySchedule(
        stored: [
            .seconds(5), .minutes(5), .minutes(30), .hours(2), .hours(5), .hours(10), .hours(14), .hours(20),
            .hours(24),
        ])

    /// In whole seconds.
    package let waits: [Duration]

    /// Nil if a limit is exceeded.
    package init?(_ waits: [Duration]) {
        guard waits.count <= Self.maximumCount, waits.allSatisfy(Self.waitRange.contains),
            waits.reduce(.zero, +) <= Self.maximumTotal
        else { return nil }
        self.waits = waits
    }

    /// For schedules that were validated when they were stored.
    package init(stored waits: [Duration]) {
        self.waits = waits
    }

    /// How many attempts the schedule allows.
    package var attempts: Int { waits.count + 1 }

    /// How long to wait after this attempt of the schedule (1 = the first) has failed, with `jitter` in -1...1 spread
    /// over ±20%; nil if the schedule is used up.
    package func wait(afterAttempt scheduleIndex: Int, jitter: Double) -> Duration? {
        guard scheduleIndex >= 1, scheduleIndex <= waits.count else { return nil }
        return waits[scheduleIndex - 1] * (1 + 0.2 * min(1, max(-1, jitter)))
    }
}
