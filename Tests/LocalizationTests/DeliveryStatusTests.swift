import Domain
import Localization
import Testing

@Suite("The status of a delivery")
struct DeliveryStatusTests {
    private static let due = Timestamp(milliseconds: 1_700_000_000_000)
    private static let refused = AttemptSummary(duration: .milliseconds(84.4), result: .status(503))

    @Test("Every status reads well in both languages")
    func texts() {
        for status in DeliveryStatus.samples { expectText(of: status) }
        for reason in DeliveryStatus.SkipReason.allCases { expectText(of: reason) }
        for status in AttemptStatus.samples { expectText(of: status) }
        for status in LastAttemptStatus.samples { expectText(of: status) }
        for result in AttemptSummary.Result.samples {
            // A number and a code are the same in every language.
            #expect(!result.text.en.isEmpty && !result.text.zh.isEmpty)
        }
    }

    @Test("A status says as much as is known")
    func known() {
        let texts: [(DeliveryStatus, String, String)] = [
            (.delivered(last: nil), "Delivered", "已送达"),
            (.delivered(last: Self.refused), "Delivered in 84 ms · 503", "已送达，用时 84 ms · 503"),
            (.failed(attempts: 1, last: nil), "Failed after 1 attempt", "尝试 1 次后失败"),
            (.failed(attempts: 10, last: Self.refused), "Failed after 10 attempts · 503", "尝试 10 次后失败 · 503"),
            (.paused(DeliveryHold(cause: .failing), last: nil), "Paused: receiver is failing", "已暂停：接收方持续失败"),
            (
                .paused(DeliveryHold(cause: .throttled, until: Self.due), last: Self.refused),
                "Paused: receiver asked to wait, next try at 2023-11-14T22:13:20.000Z · 503",
                "已暂停：接收方要求等待，将于 2023-11-14T22:13:20.000Z再次尝试 · 503"
            ),
            (
                .paused(DeliveryHold(until: Self.due), last: nil), "Paused, next try at 2023-11-14T22:13:20.000Z",
                "已暂停，将于 2023-11-14T22:13:20.000Z再次尝试"
            ),
            (.retry(next: 3, total: nil, due: nil, last: nil), "Attempt 3", "将进行第 3 次尝试"),
            (
                .retry(next: 3, total: 10, due: Self.due, last: Self.refused),
                "Attempt 3 of 10 at 2023-11-14T22:13:20.000Z · 503", "将于 2023-11-14T22:13:20.000Z进行第 3/10 次尝试 · 503"
            ),
        ]
        for (status, english, chinese) in texts {
            #expect(status.text == LocalizedText(en: english, zh: chinese))
        }
    }

    @Test("A status follows from the state, from what has been tried and from the webhook")
    func decided() {
        func status(
            _ state: Delivery.State, attempts: Int = 2, hold: DeliveryHold? = nil, maxAttempts: Int? = 10
        ) -> DeliveryStatus {
            DeliveryStatus(
                state: state, attempts: attempts, due: Self.due, last: nil, hold: hold,
                maxAttempts: maxAttempts, skipped: .webhookDisabled)
        }
        #expect(status(.pending) == .retry(next: 3, total: 10, due: Self.due, last: nil))
        // After a redelivery there may be more attempts than the schedule has.
        #expect(status(.pending, attempts: 10) == .retry(next: 11, total: 11, due: Self.due, last: nil))
        #expect(status(.pending, maxAttempts: nil) == .retry(next: 3, total: nil, due: Self.due, last: nil))
        #expect(status(.pending, attempts: 0) == .waiting)
        let hold = DeliveryHold(cause: .failing, until: Self.due)
        #expect(status(.pending, hold: hold) == .paused(hold, last: nil))
        #expect(status(.pending, attempts: 0, hold: hold) == .paused(hold, last: nil))
        #expect(status(.sending, hold: hold) == .sending)
        #expect(status(.failed) == .failed(attempts: 2, last: nil))
        #expect(status(.skipped) == .skipped(.webhookDisabled))
        #expect(status(.delivered) == .delivered(last: nil))
    }

    @Test("A duration is short", arguments: [(0.4, "<1 ms"), (84.4, "84 ms"), (2_449, "2.4 s"), (12_000, "12.0 s")])
    func spans(_ milliseconds: Double, _ text: String) {
        #expect(SpanText.of(.milliseconds(milliseconds)) == text)
    }
}

extension DeliveryStatus: Sampled {
    static func sample(after previous: Self?) -> Self? {
        let last = AttemptSummary(duration: .milliseconds(84), result: .failure(.timeout))
        return switch previous {
        case nil: .delivered(last: last)
        case .delivered: .failed(attempts: 10, last: last)
        case .failed: .skipped(.webhookDisabled)
        case .skipped: .sending
        case .sending: .paused(DeliveryHold(cause: .failing, until: Timestamp(milliseconds: 0)), last: last)
        case .paused(let hold, _) where hold.cause == .failing: .paused(DeliveryHold(cause: .throttled), last: last)
        case .paused: .waiting
        case .waiting: .retry(next: 3, total: 10, due: Timestamp(milliseconds: 0), last: last)
        case .retry: nil
        }
    }
}

extension AttemptStatus: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .succeeded(AttemptSummary(duration: .milliseconds(84), result: .status(204)))
        case .succeeded: .failed(AttemptSummary(duration: nil, result: .noResponse))
        case .failed: nil
        }
    }
}

extension LastAttemptStatus: Sampled {
    static func sample(after previous: Self?) -> Self? {
        let time = Timestamp(milliseconds: 0)
        return switch previous {
        case nil: .never
        case .never: .succeeded(AttemptSummary(duration: .milliseconds(84), result: .status(204)), at: time)
        case .succeeded: .failed(AttemptSummary(duration: .milliseconds(84), result: .code("new")), at: time)
        case .failed: nil
        }
    }
}

extension AttemptSummary.Result: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .status(503)
        case .status: .failure(.dns)
        case .failure: .code("new")
        case .code: .noResponse
        case .noResponse: nil
        }
    }
}
