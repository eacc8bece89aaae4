/// How an attempt ended, in short: its duration, and the response status or why there was none.
package struct AttemptSummary: Hashable, Sendable {
    package enum Result: Hashable, Sendable {
        case status(Int)
        case failure(FailureReason)
        /// A reason that only a newer server knows.
        case code(String)
        case noResponse
    }

    /// Nil if unknown.
    package var duration: Duration?
    package var result: Result

    package init(duration: Duration?, result: Result) {
        self.duration = duration
        self.result = result
    }

    package init(duration: Duration?, status: Int?, reason: FailureReason?) {
        self.init(
            duration: duration,
            result: status.map(Result.status) ?? reason.map(Result.failure) ?? .noResponse)
    }
}

/// How one attempt ended.
package enum AttemptStatus: Hashable, Sendable {
    case succeeded(AttemptSummary)
    case failed(AttemptSummary)
}

/// How the latest attempt for a webhook ended, and when.
package enum LastAttemptStatus: Hashable, Sendable {
    case never
    case succeeded(AttemptSummary, at: Timestamp)
    case failed(AttemptSummary, at: Timestamp)

    package init(_ last: Webhook.LastDelivery?) {
        guard let last else {
            self = .never
            return
        }
        let summary = AttemptSummary(
            duration: last.endTime - last.startTime, status: last.statusCode, reason: last.reason)
        self = last.isSuccess ? .succeeded(summary, at: last.endTime) : .failed(summary, at: last.endTime)
    }
}
