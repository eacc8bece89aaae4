import Domain
import Storage

/// What became of a delivery, as a mark and words: the same everywhere.
struct MarkView: Sendable {
    var symbol: String
    var text: String
    /// `good`, `warning`, `bad` or `idle`.
    var meaning: String

    /// - Parameters:
    ///   - last: its latest attempt, nil where there was none.
    ///   - attempts: how many its webhook's schedule allows.
    init(_ delivery: Delivery, last: AttemptOutcome?, attempts: Int, now: Timestamp, _ words: Words) {
        let result = last.map { Self.result($0.status, $0.reason, words) }
        switch delivery.state {
        case .delivered:
            let span = last.map { SpanText.of(milliseconds: Double($0.milliseconds)) } ?? ""
            self.init("✓", words("mark-delivered", ["span": span, "result": result ?? ""]), "good")
        case .failed:
            let text = words("mark-failed", ["count": String(delivery.attemptCount), "result": result ?? ""])
            self.init("✕", text, "bad")
        case .skipped:
            self.init("–", words("mark-skipped"), "idle")
        case .sending:
            self.init("●", words("mark-sending"), "idle")
        case .pending:
            guard let result, let due = delivery.nextAttemptAt else {
                self.init("●", words("mark-waiting"), "idle")
                return
            }
            let time = String(due.iso8601.dropFirst(11).prefix(5))
            let values = [
                "next": String(delivery.attemptCount + 1), "all": String(max(attempts, delivery.attemptCount + 1)),
                "time": time, "span": MomentView(due, now: now, words).text, "result": result,
            ]
            self.init("↻", words("mark-retry", values), "warning")
        }
    }

    /// The latest attempt for a webhook.
    init(_ last: Webhook.LastDelivery?, now: Timestamp, _ words: Words) {
        guard let last else {
            self.init("–", words("mark-never"), "idle")
            return
        }
        let values = [
            "span": SpanText.of(milliseconds: Double(last.endTime.since(last.startTime))),
            "result": Self.result(last.statusCode, last.reason, words),
            "when": MomentView(last.endTime, now: now, words).text,
        ]
        if last.isSuccess {
            self.init("✓", words("mark-last-good", values), "good")
        } else {
            self.init("✕", words("mark-last-bad", values), "bad")
        }
    }

    /// One attempt of a delivery.
    init(_ attempt: Attempt, _ words: Words) {
        let values = [
            "span": SpanText.of(milliseconds: attempt.timings.total),
            "result": Self.result(attempt.response?.status, attempt.reason, words),
        ]
        self.init(
            attempt.isSuccess ? "✓" : "✕", words(attempt.isSuccess ? "mark-delivered" : "mark-attempt-bad", values),
            attempt.isSuccess ? "good" : "bad")
    }

    private init(_ symbol: String, _ text: String, _ meaning: String) {
        self.symbol = symbol
        self.text = text
        self.meaning = meaning
    }

    /// The status that came, or why none did, in a word or two.
    private static func result(_ status: Int?, _ reason: FailureReason?, _ words: Words) -> String {
        status.map(String.init) ?? reason.map { words("reason-short-\($0.rawValue)") } ?? words("reason-short-none")
    }
}
