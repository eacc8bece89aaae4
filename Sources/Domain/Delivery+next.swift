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
        /// - usesStep: whether the attempt used up a step of the schedule.
        case pending(due: Timestamp, usesStep: Bool = true)
        case failed
        /// 410: the delivery fails and its webhook is disabled.
        case gone
    }

    /// How far ahead a `Retry-After` may put the next attempt.
    package static let maximumRetryAfter: Duration = .hours(24)
    /// For how long since a delivery's first attempt those that the receiver put off use up no step of the schedule.
    package static let patience: Duration = .hours(24)

    /// Decides the next state.
    /// - Parameters:
    ///   - scheduleIndex: the attempt's position in the schedule, 1 for the first since the delivery was created or
    ///     redelivered.
    ///   - firstAttempt: when the delivery's first attempt began.
    ///   - jitter: in -1...1; called only if there is another attempt to spread, as few deliveries need one.
    package static func next(
        after outcome: Outcome, scheduleIndex: Int, schedule: RetrySchedule, firstAttempt: Timestamp, now: Timestamp,
        jitter: @autoclosure () -> Double
    ) -> Next {
        guard case .failed(_, let status, _) = outcome else { return .delivered }
        if status == 410 { return .gone }
        let putOff = outcome.throttledUntil(at: now)
        if let putOff, now - firstAttempt < patience { return .pending(due: putOff, usesStep: false) }
        guard let wait = schedule.wait(afterAttempt: scheduleIndex, jitter: jitter()) else { return .failed }
        return .pending(due: max(now + wait, putOff ?? now))
    }
}

extension Delivery.Outcome {
    /// Until when the receiver asks to wait, at most 24 hours ahead; nil if it does not.
    package func throttledUntil(at now: Timestamp) -> Timestamp? {
        guard case .failed(_, let status, let retryAfter?) = self, status == 429 || status == 503, retryAfter > now
        else { return nil }
        return min(retryAfter, now + Delivery.maximumRetryAfter)
    }

    /// What it says about the receiver.
    package func end(isByHand: Bool, at now: Timestamp) -> AttemptEnd {
        guard self != .taken else { return .taken(isByHand: isByHand) }
        return throttledUntil(at: now).map { .throttled(until: $0) } ?? .failed
    }

    /// What the end of a ping means: it is one attempt, whatever the schedule is, and disables nothing.
    package var endOfPing: (end: AttemptEnd, next: Delivery.Next) {
        self == .taken ? (.ping(isTaken: true), .delivered) : (.ping(isTaken: false), .failed)
    }

    /// Whether the receiver says that it gets too many requests.
    package var isTooMany: Bool {
        guard case .failed(_, status: 429, _) = self else { return false }
        return true
    }
}
