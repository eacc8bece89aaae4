import Foundation
import PerfseeSDK

/// The state of a delivery as a mark and words, the same as on the pages.
struct DeliveryStatusText: CustomStringConvertible {
    let delivery: Delivery
    let now: Date

    init(_ delivery: Delivery, now: Date = Date()) {
        self.delivery = delivery
        self.now = now
    }

    var description: String {
        switch delivery.state {
        case "delivered": "✓ Delivered" + outcome
        case "failed": "✕ Failed after \(Self.attempts(delivery.attemptCount))" + outcome
        case "skipped": "– Skipped"
        case "sending": "● Sending"
        default: isHeldBack ? "↻ Paused: receiver is failing" : delivery.attemptCount == 0 ? "● Waiting" : retry
        }
    }

    /// With the delivery and when it entered this state: a line of its own, without terminal control characters.
    var line: String {
        let time = Moment(delivery.updatedAt ?? delivery.createdAt, now: now).clockWithSeconds
        return "\(time)  \(delivery.id)  \(delivery.eventType)  webhook \(delivery.webhook)  \(self)".plain
    }

    /// Whether it is long overdue and has failed before: its webhook's circuit is open, and it continues once a probe
    /// is answered.
    private var isHeldBack: Bool {
        guard delivery.attemptCount > 0, let due = delivery.nextAttemptAt else { return false }
        return now.timeIntervalSince(due) > Self.patience
    }

    /// How late, in seconds, a delivery that nothing holds back may be sent.
    private static let patience = 5.0

    private var retry: String {
        let next = delivery.nextAttemptAt.map { Moment($0, now: now) }
        let time = next.map { " at \($0.clock) (\($0.relative))" } ?? ""
        return "↻ Attempt \(delivery.attemptCount + 1)\(time)" + outcome
    }

    /// The result of the last attempt, if known.
    private var outcome: String {
        guard let attempt = delivery.attempts?.last else { return "" }
        let mark = AttemptStatusText(attempt)
        return attempt.isSuccess ? (mark.span.map { " in \($0)" } ?? "") + " · \(mark.result)" : " · \(mark.result)"
    }

    static func attempts(_ count: Int) -> String {
        count == 1 ? "1 attempt" : "\(count) attempts"
    }
}

/// One attempt in a few words.
struct AttemptStatusText {
    let attempt: Attempt

    init(_ attempt: Attempt) {
        self.attempt = attempt
    }

    /// Its duration: `84 ms`.
    var span: String? {
        let total = attempt.timings?.total ?? attempt.endTime.map { $0.timeIntervalSince(attempt.startTime) * 1000 }
        return total.map { $0 < 10_000 ? "\(Int($0.rounded())) ms" : "\(Int(($0 / 1000).rounded())) s" }
    }

    /// The response status, or why there was none.
    var result: String {
        if let status = attempt.response?.status { return "\(status)" }
        return Self.words[attempt.reason ?? ""] ?? attempt.reason ?? "no response"
    }

    private static let words = [
        "dns": "name not found", "blocked_address": "blocked address", "refused": "connection refused",
        "connect": "could not connect", "tls": "TLS error", "reset": "connection lost", "timeout": "timed out",
        "protocol": "malformed response",
    ]
}
