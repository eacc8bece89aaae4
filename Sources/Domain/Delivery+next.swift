extension Delivery {
    /// The outcome of one attempt, as far as the next state depends on it.
    package enum Outcome: Hashable, Sendable {
        case taken
        /// `status` if there was a response; `retryAfter` if a 429 or 503 named a time in the future.
        case failed(FailureReason, status: Int?, retryAfter: Timestamp?)
    }

    /// The state in which an attempt leaves its delivery.
    package enum Next: Hashable, Sendable {
        case delivered
        case pending(due: Timestamp)
        case failed
        /// 410: the delivery fails and its webhook is disabled.
        case gone
    }

    /// How far ahead a `Retry-After` may put the next attempt.
    package static let maximumRetryAfter: Duration = .hours(24)

    /// Decides the next state.
    /// - Parameters:
    ///   - scheduleIndex: the attempt's position in the schedule, 1 for the first since the delivery was created or
    ///     redelivered.
    ///   - jitter: in -1...1; called only if there is another attempt to spread, as few deliveries need one.
    package static func next(
        after outcome: Outcome, scheduleIndex: Int, schedule: RetrySchedule, now: Timestamp,
        jitter: @autoclosure () -> Double
    ) -> Next {
        guard case .failed(_, let status, let retryAfter) = outcome else { return .delivered }
        if status == 410 { return .gone }
        guard let wait = schedule.wait(afterAttempt: scheduleIndex, jitter: jitter()) else { return .failed }
        let scheduled = now + wait
        guard let retryAfter, status == 429 || status == 503, retryAfter > now else {
            return .pending(due: scheduled)
        }
        return .pending(due: max(scheduled, min(retryAfter, now + maximumRetryAfter)))
    }
}
