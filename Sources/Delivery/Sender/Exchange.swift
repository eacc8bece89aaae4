package import Domain

/// What came of one POST.
package struct Exchange: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// A complete head came in time, whatever its status. A body that was cut, late or too long is truncated.
        case answered(Attempt.Response)
        /// Never `FailureReason.status`. `detail` is a sentence that says what happened and what to do about it.
        case failed(FailureReason, detail: String)
    }

    package var outcome: Outcome
    package var timings: Attempt.Timings

    package init(outcome: Outcome, timings: Attempt.Timings) {
        self.outcome = outcome
        self.timings = timings
    }
}
