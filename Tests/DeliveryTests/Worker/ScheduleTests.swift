import Domain
import Storage
import TestSupport
import Testing

@testable import Delivery

@Suite("Retries follow the schedule")
struct ScheduleTests {
    @Test("Ten attempts share a delivery id, then the delivery fails; a redelivery starts over")
    func wholeSchedule() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(500) }
        try await WorkerFixture.with { fixture in
            _ = try await fixture.webhook(WebhookSettings(url: receiver.url))
            let id = try #require(try await fixture.publish().firstDelivery)
            var due = fixture.start
            for (index, wait) in RetrySchedule.standard.waits.enumerated() {
                let delivery = try await fixture.delivery(id, afterAttempts: index + 1)
                due += wait
                #expect(delivery.state == .pending && delivery.nextAttemptAt == due)
                fixture.time.advance(to: due)
            }
            let failed = try await fixture.delivery(id, afterAttempts: 10)
            #expect(failed.state == .failed && failed.nextAttemptAt == nil)
            let attempts = try await fixture.store.attempts(of: id)
            #expect(attempts.map(\.number) == Array(1...10))
            #expect(attempts.allSatisfy { $0.reason == .status && $0.response?.status == 500 })
            #expect(Set(receiver.requests.map { $0["X-Perfsee-Delivery"] }) == [id.description])
            #expect(receiver.requests.count == 10)
            try await redeliver(id, fixture)
        }
        await receiver.stop()
    }

    private func redeliver(_ id: DeliveryID, _ fixture: WorkerFixture) async throws {
        let now = fixture.time.now()
        _ = try await fixture.store.redeliver(id, in: fixture.project.number, at: now, once: nil)
        // The circuit is open by now: the next probe comes at most five minutes after the last failure.
        fixture.time.advance(seconds: 300)
        let again = try await fixture.delivery(id, afterAttempts: 11)
        #expect(again.state == .pending && again.nextAttemptAt == fixture.time.now() + .seconds(5))
        #expect(try await fixture.attempt(11, of: id).request.headers.contains { $0.value == id.description })
    }

    @Test("Jitter spreads the wait by a fifth in either direction", arguments: [(-1.0, 4.0), (0.5, 5.5), (1, 6)])
    func jitter(_ jitter: Double, _ wait: Double) async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(500) }
        var options = WorkerFixture.Options()
        options.jitter = jitter
        try await WorkerFixture.with(options) { fixture in
            _ = try await fixture.webhook(WebhookSettings(url: receiver.url))
            let id = try #require(try await fixture.publish().firstDelivery)
            let delivery = try await fixture.delivery(id, afterAttempts: 1)
            #expect(delivery.nextAttemptAt == fixture.start + .seconds(wait))
        }
        await receiver.stop()
    }

    @Test("A webhook's own schedule applies, and no attempt goes out before it is due")
    func ownSchedule() async throws {
        let receiver = try await ScriptedReceiver.start { $0.number < 3 ? .answer(500) : .answer(204) }
        try await WorkerFixture.with { fixture in
            let schedule = RetrySchedule(stored: [.seconds(60), .seconds(7)])
            _ = try await fixture.webhook(WebhookSettings(url: receiver.url, retrySchedule: schedule))
            let id = try #require(try await fixture.publish().firstDelivery)
            _ = try await fixture.delivery(id, afterAttempts: 1)
            fixture.time.advance(seconds: 59.999)
            await fixture.time.sleepers(1)
            #expect(try await fixture.delivery(id).attemptCount == 1)
            fixture.time.advance(seconds: 0.001)
            _ = try await fixture.delivery(id, afterAttempts: 2)
            fixture.time.advance(seconds: 7)
            #expect(try await fixture.delivery(id, afterAttempts: 3).state == .delivered)
            #expect(try await fixture.attempt(3, of: id).startTime == fixture.start + .seconds(67))
        }
        await receiver.stop()
    }

    @Test("The server's default applies to webhooks without a schedule of their own, and only to those")
    func serverDefault() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(500) }
        var options = WorkerFixture.Options()
        options.defaultSchedule = RetrySchedule(stored: [.seconds(40)])
        try await WorkerFixture.with(options) { fixture in
            _ = try await fixture.webhook(WebhookSettings(url: receiver.url))
            let own = RetrySchedule(stored: [.seconds(60), .seconds(7)])
            _ = try await fixture.webhook(WebhookSettings(url: receiver.url, retrySchedule: own))
            try await fixture.publish()
            try await fixture.eventually("both attempts") {
                try await fixture.deliveries().allSatisfy { $0.attemptCount == 1 }
            }
            let due = try await fixture.deliveries().map(\.nextAttemptAt)
            #expect(Set(due) == [fixture.start + .seconds(40), fixture.start + .seconds(60)])
        }
        await receiver.stop()
    }

    @Test("A delivery that already waits keeps the time of its next attempt; what follows is by the server's default")
    func changeWhileWaiting() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(500) }
        var options = WorkerFixture.Options()
        options.defaultSchedule = RetrySchedule(stored: [.seconds(5)])
        try await WorkerFixture.with(options) { fixture in
            let own = RetrySchedule(stored: [.seconds(60), .seconds(60)])
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url, retrySchedule: own))
            let id = try #require(try await fixture.publish().firstDelivery)
            _ = try await fixture.delivery(id, afterAttempts: 1)
            var changes = WebhookChanges()
            changes.retrySchedule = .set(nil)
            _ = try await fixture.store.updateWebhook(
                webhook.id, in: fixture.project.number, changes, at: fixture.time.now())
            #expect(try await fixture.delivery(id).nextAttemptAt == fixture.start + .seconds(60))
            fixture.time.advance(seconds: 60)
            #expect(try await fixture.delivery(id, afterAttempts: 2).state == .failed)
        }
        await receiver.stop()
    }

    @Test("A schedule without waits allows one attempt")
    func noRetries() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(500) }
        try await WorkerFixture.with { fixture in
            _ = try await fixture.webhook(WebhookSettings(url: receiver.url, retrySchedule: RetrySchedule(stored: [])))
            let id = try #require(try await fixture.publish().firstDelivery)
            #expect(try await fixture.delivery(id, afterAttempts: 1).state == .failed)
        }
        await receiver.stop()
    }
}
