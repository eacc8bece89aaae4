import Domain
import Localization

/// The status of a delivery, an attempt or a webhook as a badge: a symbol and a text, the same everywhere.
struct StatusBadge: FieldedView {
    var symbol: String
    /// The text before and after the time; all of it before it if there is none.
    var before: String
    var time: ClockView?
    var after: String
    /// `good`, `warning`, `bad` or `idle`.
    var meaning: String

    init(_ status: DeliveryStatus, now: Timestamp, _ strings: Strings) {
        self.init(status.symbol, status.timed, Self.meaning(of: status), strings) { ClockView($0, now: now, strings) }
    }

    /// The latest attempt for a webhook.
    init(_ last: Webhook.LastDelivery?, now: Timestamp, _ strings: Strings) {
        let status = LastAttemptStatus(last)
        self.init(status.symbol, status.timed, Self.meaning(of: status), strings) {
            ClockView(relative: $0, now: now, strings)
        }
    }

    /// One attempt of a delivery.
    init(_ attempt: Attempt, _ strings: Strings) {
        let summary = AttemptSummary(
            duration: attempt.timings.total, status: attempt.response?.status, reason: attempt.reason)
        let status = attempt.isSuccess ? AttemptStatus.succeeded(summary) : .failed(summary)
        symbol = status.symbol
        before = status.text[strings.language]
        after = ""
        meaning = attempt.isSuccess ? "good" : "bad"
    }

    private init(
        _ symbol: String, _ text: TimedText, _ meaning: String, _ strings: Strings,
        clock: (Timestamp) -> ClockView
    ) {
        self.symbol = symbol
        before = text.before[strings.language]
        time = text.time.map(clock)
        after = text.after[strings.language]
        self.meaning = meaning
    }

    private static func meaning(of status: DeliveryStatus) -> String {
        switch status {
        case .delivered: "good"
        case .failed: "bad"
        case .skipped, .sending, .waiting: "idle"
        case .paused, .retry: "warning"
        }
    }

    private static func meaning(of status: LastAttemptStatus) -> String {
        switch status {
        case .never: "idle"
        case .succeeded: "good"
        case .failed: "bad"
        }
    }

    var fields: [String: Any?] {
        ["symbol": symbol, "before": before, "time": time, "after": after, "meaning": meaning]
    }
}
