import Domain
import Logging
import Storage
import TestSupport
import Testing

@testable import Delivery

@Suite("What the log says about a delivery")
struct DeliveryLinesTests {
    @Test("A delivery can be followed: each failed attempt with its reason and status, and its end")
    func followed() async throws {
        let receiver = try await ScriptedReceiver.start { $0.number == 1 ? .answer(500) : .answer(204) }
        let log = LogRecorder()
        var options = WorkerFixture.Options()
        options.logger = log.logger()
        options.logger?.logLevel = .debug
        try await WorkerFixture.with(options) { fixture in
            let webhook = try await fixture.webhook(
                WebhookSettings(url: receiver.url + "?key=secret", retrySchedule: RetrySchedule(stored: [.seconds(1)])))
            let id = try #require(try await fixture.publish().firstDelivery)
            _ = try await fixture.delivery(id, afterAttempts: 1)
            try await fixture.eventually("the line") { log.texts.contains { $0.hasPrefix("An attempt failed ") } }
            fixture.time.advance(seconds: 1)
            try await fixture.eventually("the end") { log.texts.contains { $0.hasPrefix("A delivery succeeded ") } }
            let lines = log.entries.filter { $0.text.contains("delivery=\(id)") }
            #expect(lines.map(\.level) == [.info, .debug])
            let failed =
                "An attempt failed attempt=1 delivery=\(id) next=2023-11-14T22:13:21.000Z reason=status status=500"
            #expect(lines.first?.text == "\(failed) webhook=\(webhook.id)")
            #expect(
                lines.last?.text == "A delivery succeeded attempt=2 delivery=\(id) status=204 webhook=\(webhook.id)")
            #expect(!log.texts.contains { $0.contains("secret") || $0.contains("http://") })
        }
        await receiver.stop()
    }

    @Test("The last failure is the delivery's, and what was not answered has no status")
    func failed() async throws {
        let receiver = try await ScriptedReceiver.start { $0.number == 1 ? .answer(410) : .close }
        let log = LogRecorder()
        var options = WorkerFixture.Options()
        options.logger = log.logger()
        try await WorkerFixture.with(options) { fixture in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url))
            let id = try #require(try await fixture.publish().firstDelivery)
            try await fixture.eventually("the line") { log.texts.contains { $0.hasPrefix("A webhook was disabled") } }
            let line = "A delivery failed attempt=1 delivery=\(id) reason=status status=410 webhook=\(webhook.id)"
            #expect(log.entries.contains(.init(level: .info, text: line)))
        }
        await receiver.stop()
    }

    private static func result(_ next: Delivery.Next, _ reason: FailureReason?) -> AttemptResult {
        let time = Timestamp(milliseconds: 0)
        let attempt = Attempt(
            number: 3, startTime: time, endTime: time, reason: reason, messages: [],
            request: Attempt.Request(url: "http://a.example/?key=secret", headers: []), response: nil,
            timings: Attempt.Timings(total: .zero))
        return AttemptResult(
            lease: Lease(delivery: DeliveryID(high: 1, low: 2), token: 3), webhook: 4, attempt: attempt, next: next)
    }

    @Test("An attempt that disables its webhook has no next one; one that is too late is said to be")
    func others() {
        let log = LogRecorder()
        let lines = DeliveryLines(logger: log.logger())
        let id = DeliveryID(high: 1, low: 2)
        lines.ended(Self.result(.pending(due: Timestamp(milliseconds: 1)), .timeout), isDisabled: true)
        lines.lost(Self.result(.delivered, nil))
        #expect(
            log.entries == [
                .init(level: .info, text: "An attempt failed attempt=3 delivery=\(id) reason=timeout webhook=4"),
                .init(
                    level: .warning,
                    text: "An attempt was recorded too late and does not count attempt=3 delivery=\(id) webhook=4"),
            ])
    }
}
