import Domain
import Foundation
import Localization
import PerfseeSDK

/// Where a delivery stands, as a symbol and words: the same as on the pages.
struct DeliveryStatusText: CustomStringConvertible {
    private let delivery: PerfseeSDK.Delivery
    private let now: Date
    private let last: PerfseeSDK.Attempt?
    private let maxAttempts: Int?

    /// - Parameters:
    ///   - last: the latest attempt, if the delivery itself does not have its attempts.
    ///   - maxAttempts: what is known from elsewhere; a server's stream of changes does not say it.
    init(
        _ delivery: PerfseeSDK.Delivery, last: PerfseeSDK.Attempt? = nil, maxAttempts: Int? = nil, now: Date = Date()
    ) {
        self.delivery = delivery
        self.last = last ?? delivery.attempts?.last
        self.now = now
        self.maxAttempts = delivery.maxAttempts ?? maxAttempts
    }

    var description: String {
        let status = status
        return "\(status.symbol) " + status.timed.text { Self.clock($0, now: now) }[.english]
    }

    /// With the delivery and when it entered this state: a line of its own, without terminal control characters.
    var line: String {
        let time = Moment(delivery.updatedAt ?? delivery.createdAt, now: now).clockWithSeconds
        return "\(time)  \(delivery.id)  \(delivery.eventType)  webhook \(delivery.webhook)  \(self)".plain
    }

    /// A state that only a newer server knows is shown as if the delivery were pending.
    private var status: DeliveryStatus {
        DeliveryStatus(
            state: Domain.Delivery.State(name: delivery.state) ?? .pending, attempts: delivery.attemptCount,
            due: delivery.nextAttemptAt.map(Timestamp.init), last: last.map(AttemptSummary.init),
            hold: hold, maxAttempts: maxAttempts, skipped: .webhookDisabled)
    }

    /// The API does not say which of the two causes it is; an older server only said that the receiver is failing.
    private var hold: DeliveryHold? {
        guard delivery.isPaused == true else { return nil }
        let until = delivery.pausedUntil.map(Timestamp.init)
        return DeliveryHold(cause: until == nil ? .failing : nil, until: until)
    }

    private static func clock(_ time: Timestamp, now: Date) -> LocalizedText {
        let moment = Moment(time.date, now: now)
        return LocalizedText(verbatim: "\(moment.clock) (\(moment.relative))")
    }
}

/// One attempt in a few words.
struct AttemptStatusText {
    private let summary: AttemptSummary

    init(_ attempt: PerfseeSDK.Attempt) {
        summary = AttemptSummary(attempt)
    }

    /// Its duration: `84 ms`.
    var span: String? { summary.duration.map(SpanText.of) }

    /// The response status, or why there was none.
    var result: String { summary.result.text.en }
}

/// The latest attempt for a webhook.
struct LastAttemptText: CustomStringConvertible {
    let description: String

    init(_ last: PerfseeSDK.Webhook.LastDelivery?, now: Date = Date()) {
        let status = LastAttemptStatus(last)
        description =
            "\(status.symbol) "
            + status.timed.text { LocalizedText(verbatim: Moment($0.date, now: now).relative) }[.english]
    }
}

extension AttemptSummary {
    fileprivate init(_ attempt: PerfseeSDK.Attempt) {
        let measured = (attempt.timings?.total).map(Duration.init(fractionalMilliseconds:))
        let span = measured ?? attempt.endTime.map { .seconds($0.timeIntervalSince(attempt.startTime)) }
        self.init(duration: span, result: Result(attempt.response?.status, attempt.reason))
    }
}

extension AttemptSummary.Result {
    fileprivate init(_ status: Int?, _ reason: String?) {
        if let status {
            self = .status(status)
        } else if let reason {
            self = FailureReason(rawValue: reason).map(Self.failure) ?? .code(reason)
        } else {
            self = .noResponse
        }
    }
}

extension LastAttemptStatus {
    fileprivate init(_ last: PerfseeSDK.Webhook.LastDelivery?) {
        guard let last else {
            self = .never
            return
        }
        let span = last.endTime.map { Duration.seconds($0.timeIntervalSince(last.startTime)) }
        let summary = AttemptSummary(
            duration: span, result: AttemptSummary.Result(last.statusCode, last.reason))
        let time = Timestamp(last.endTime ?? last.startTime)
        self = last.isSuccess ? .succeeded(summary, at: time) : .failed(summary, at: time)
    }
}

extension Timestamp {
    fileprivate init(_ date: Date) {
        self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }

    fileprivate var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
