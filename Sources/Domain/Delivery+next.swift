extension Delivery {
    /// What came of one attempt, as far as the next state depends on it.
    package enum Outcome: Hashable, Sendable {
        case taken
        /// `status` where an answer came; `retryAfter` where a 429 or 503 named a time that is still ahead.
        case failed(FailureReason, status: Int?, retryAfter: Timestamp?)
    }

    /// Where an attempt leaves its delivery.
    package enum Next: Hashable, Sendable {
        case delivered
        case pending(due: Timestamp)
        case failed
        /// 410: the delivery is failed and its webhook disabled.
        case gone
    }

    /// How far ahead a `Retry-After` may put the next attempt: 24 h, in milliseconds.
    package static let maximumRetryAfter: Int64 = 24 * 3600 * 1000

    /// Decides the next state.
    /// - Parameters:
    ///   - scheduleIndex: which attempt of the schedule it was, 1 for the first since it was created or redelivered.
    ///   - jitter: in -1...1; asked for where there is another attempt to be spread, as few deliveries need one.
    package static func next(
        after outcome: Outcome, scheduleIndex: Int, schedule: RetrySchedule, now: Timestamp,
        jitter: @autoclosure () -> Double
    ) -> Next {
        guard case .failed(_, let status, let retryAfter) = outcome else { return .delivered }
        if status == 410 { return .gone }
        guard let wait = schedule.wait(afterAttempt: scheduleIndex, jitter: jitter()) else { return .failed }
        let scheduled = now.adding(seconds: wait)
        guard let retryAfter, status == 429 || status == 503, retryAfter > now else {
            return .pending(due: scheduled)
        }
        return .pending(due: max(scheduled, min(retryAfter, now.adding(milliseconds: maximumRetryAfter))))
    }
}
