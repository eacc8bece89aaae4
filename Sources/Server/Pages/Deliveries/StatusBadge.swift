import Domain
import Storage

/// The status of a delivery as a badge: a mark and strings, the same everywhere.
struct StatusBadge: FieldedView {
    var symbol: String
    /// The strings before and after the time; all of them before it if there is none.
    var before: String
    var time: ClockView?
    var after: String
    /// `good`, `warning`, `bad` or `idle`.
    var meaning: String

    /// - Parameters:
    ///   - last: its latest attempt; nil if there was none.
    ///   - webhook: nil if it was deleted.
    init(_ delivery: Delivery, last: AttemptOutcome?, webhook: Webhook?, now: Timestamp, _ strings: Strings) {
        let result = last.map { Self.result($0.status, $0.reason, strings) } ?? ""
        switch delivery.state {
        case .delivered:
            let span = last.map { SpanText.of(milliseconds: Double($0.milliseconds)) } ?? ""
            self.init("✓", strings("mark-delivered", ["span": span, "result": result]), "good")
        case .failed:
            self.init("✕", strings.counted("mark-failed", delivery.attemptCount, ["result": result]), "bad")
        case .skipped:
            self.init("–", strings("mark-skipped"), "idle")
        case .sending:
            self.init("●", strings("mark-sending"), "idle")
        case .pending where delivery.isHeldBack(by: webhook, at: now):
            self.init("↻", strings(last == nil ? "mark-held" : "mark-held-after", ["result": result]), "warning")
        case .pending:
            guard last != nil, let due = delivery.nextAttemptAt else {
                self.init("●", strings("mark-waiting"), "idle")
                return
            }
            let next = delivery.attemptCount + 1
            let all = max((webhook?.retrySchedule ?? .standard).attempts, next)
            let values = ["next": String(next), "all": String(all), "result": result]
            self.init("↻", strings.parts("mark-retry", values), ClockView(due, now: now, strings), "warning")
        }
    }

    /// The latest attempt for a webhook.
    init(_ last: Webhook.LastDelivery?, now: Timestamp, _ strings: Strings) {
        guard let last else {
            self.init("–", strings("mark-never"), "idle")
            return
        }
        let values = [
            "span": SpanText.of(milliseconds: Double(last.endTime.since(last.startTime))),
            "result": Self.result(last.statusCode, last.reason, strings),
        ]
        let time = ClockView(relative: last.endTime, now: now, strings)
        if last.isSuccess {
            self.init("✓", strings.parts("mark-last-good", values), time, "good")
        } else {
            self.init("✕", strings.parts("mark-last-bad", values), time, "bad")
        }
    }

    /// One attempt of a delivery.
    init(_ attempt: Attempt, _ strings: Strings) {
        let values = [
            "span": SpanText.of(milliseconds: attempt.timings.total),
            "result": Self.result(attempt.response?.status, attempt.reason, strings),
        ]
        self.init(
            attempt.isSuccess ? "✓" : "✕", strings(attempt.isSuccess ? "mark-delivered" : "mark-attempt-bad", values),
            attempt.isSuccess ? "good" : "bad")
    }

    private init(_ symbol: String, _ text: String, _ meaning: String) {
        self.init(symbol, (text, ""), nil, meaning)
    }

    private init(_ symbol: String, _ parts: (before: String, after: String), _ time: ClockView?, _ meaning: String) {
        self.symbol = symbol
        before = parts.before
        self.time = time
        after = parts.after
        self.meaning = meaning
    }

    /// The response status, or why there was none, in a word or two.
    private static func result(_ status: Int?, _ reason: FailureReason?, _ strings: Strings) -> String {
        status.map(String.init) ?? reason.map { strings("reason-short-\($0.rawValue)") } ?? strings("reason-short-none")
    }

    var fields: [String: Any?] {
        ["symbol": symbol, "before": before, "time": time, "after": after, "meaning": meaning]
    }
}

extension Delivery {
    /// Whether it is due but waits: its webhook's circuit is open, and the next probe belongs to another delivery or is
    /// still to come.
    func isHeldBack(by webhook: Webhook?, at now: Timestamp) -> Bool {
        guard state == .pending, let webhook, webhook.isEnabled, webhook.health.isCircuitOpen else { return false }
        return nextAttemptAt.map { $0 <= now } ?? false
    }
}
