package import Domain

/// The result of one POST.
package struct Exchange: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// A complete head came in time, whatever its status. A body that was cut off, late, or too long is truncated.
        case answered(Attempt.Response)
        /// Never `FailureReason.status`. The message says more about the reason.
        case failed(FailureReason, AttemptMessage)
    }

    package var outcome: Outcome
    package var timings: Attempt.Timings
    /// Why the request was sent twice within one exchange, the second time on a new connection.
    package var repetition: AttemptMessage.Repetition?

    package init(
        outcome: Outcome, timings: Attempt.Timings, repetition: AttemptMessage.Repetition? = nil
    ) {
        self.outcome = outcome
        self.timings = timings
        self.repetition = repetition
    }
}
