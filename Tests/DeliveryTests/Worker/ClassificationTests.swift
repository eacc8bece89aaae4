import Domain
import Testing

@testable import Delivery

@Suite("What an exchange means")
struct ClassificationTests {
    /// 2023-11-14T22:13:20Z
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    @Test("200 to 299 is a success", arguments: [200, 201, 204, 299])
    func taken(status: Int) {
        let classification = classify(status)
        #expect(classification.outcome == .taken)
        #expect(classification.reason == nil && classification.messages.isEmpty)
        #expect(classification.response?.status == status)
    }

    @Test(
        "Any other status is a failure, which names the status",
        arguments: [300, 301, 400, 401, 403, 404, 410, 418, 429, 500, 503, 999])
    func refused(status: Int) {
        let classification = classify(status)
        #expect(classification.outcome == .failed(.status, status: status, retryAfter: nil))
        #expect(classification.reason == .status)
        #expect(classification.messages == [.status(status: status)])
        #expect(classification.response?.status == status)
    }

    @Test("Retry-After is parsed ignoring case, in seconds or as a date")
    func retryAfter() {
        let due = now + .seconds(120)
        for value in ["120", "Tue, 14 Nov 2023 22:15:20 GMT"] {
            let classification = classify(429, [Attempt.Header(name: "ReTRY-aFTER", value: value)])
            #expect(classification.outcome == .failed(.status, status: 429, retryAfter: due), "\(value)")
        }
    }

    @Test("A past or malformed Retry-After is ignored", arguments: ["0", "-5", "soon", ""])
    func uselessRetryAfter(value: String) {
        let classification = classify(503, [Attempt.Header(name: "Retry-After", value: value)])
        #expect(classification.outcome == .failed(.status, status: 503, retryAfter: nil))
    }

    @Test("Without a response, the sender's reason and message are kept", arguments: FailureReason.allCases)
    func noAnswer(reason: FailureReason) {
        let exchange = Exchange(
            outcome: .failed(reason, .connectionLost), timings: Attempt.Timings(total: .milliseconds(1)))
        let classification = Classification(exchange, at: now)
        #expect(classification.outcome == .failed(reason, status: nil, retryAfter: nil))
        #expect(classification.reason == reason && classification.messages == [.connectionLost])
        #expect(classification.response == nil)
    }

    @Test("A repeated request is reported, whatever its outcome", arguments: AttemptMessage.Repetition.allCases)
    func repetition(_ repetition: AttemptMessage.Repetition) {
        let timings = Attempt.Timings(total: .milliseconds(1))
        let response = Attempt.Response(status: 204, headers: [], body: [], isTruncated: false)
        let taken = Classification(
            Exchange(outcome: .answered(response), timings: timings, repetition: repetition), at: now)
        #expect(taken.outcome == .taken && taken.reason == nil && taken.messages == [.sentAgain(why: repetition)])
        let failed = Classification(
            Exchange(outcome: .failed(.timeout, .canceled), timings: timings, repetition: repetition), at: now)
        #expect(failed.reason == .timeout && failed.messages == [.canceled, .sentAgain(why: repetition)])
    }

    private func classify(_ status: Int, _ headers: [Attempt.Header] = []) -> Classification {
        let response = Attempt.Response(status: status, headers: headers, body: [], isTruncated: false)
        return Classification(
            Exchange(outcome: .answered(response), timings: Attempt.Timings(total: .milliseconds(1))), at: now)
    }
}
