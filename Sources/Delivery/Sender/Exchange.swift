package import Domain

/// The result of one POST.
package struct Exchange: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// A complete head came in time, whatever its status. A body that was cut off, late, or too long is truncated.
        case answered(Attempt.Response)
        /// Never `FailureReason.status`. `detail` is a sentence that says what happened and what to do about it.
        case failed(FailureReason, detail: String)
    }

    /// Why the request was sent twice within one exchange, the second time on a new connection.
    package enum Repetition: Hashable, Sendable, CaseIterable {
        /// The receiver closed a kept-alive connection before sending any byte of a response.
        case hungUp
        /// Bytes that answer no request came on a kept-alive connection.
        case leftover

        /// What the log says about the repetition, whatever the outcome of the exchange.
        package var sentence: String {
            switch self {
            case .hungUp:
                "The receiver closed a connection that was kept open, so the request was sent again on a new one. If that "
                    + "happens often, have it name the time that it keeps connections open (`Keep-Alive: timeout=`)."
            case .leftover:
                "The receiver sent bytes that answer nothing on a connection that was kept open, so the request was sent "
                    + "again on a new one. Check that it sends nothing behind its answers, such as a body with status 204."
            }
        }
    }

    package var outcome: Outcome
    package var timings: Attempt.Timings
    package var repetition: Repetition?

    package init(outcome: Outcome, timings: Attempt.Timings, repetition: Repetition? = nil) {
        self.outcome = outcome
        self.timings = timings
        self.repetition = repetition
    }
}
