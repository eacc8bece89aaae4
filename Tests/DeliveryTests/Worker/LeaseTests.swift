import Domain
import Storage
import TestSupport
import Testing

@testable import Delivery

@Suite("Leases")
struct LeaseTests {
    private func claim(_ webhook: Webhook, _ fixture: WorkerFixture) async throws -> LeasedDelivery {
        let now = fixture.time.now()
        let leased = try await fixture.store.claim(
            [ClaimRequest(webhook: webhook.id, limit: 1)], at: now,
            leaseUntil: now + DeliveryDispatcher.lease, bodyBytes: 0)
        return try #require(leased.first)
    }

    @Test("The deliveries of a dead worker go out once its leases expire, and its late result is refused")
    func rescue() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        var options = WorkerFixture.Options()
        options.rescues = true
        options.startsNow = false
        try await WorkerFixture.with(options) { fixture in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url))
            let id = try #require(try await fixture.publish().firstDelivery)
            let dead = try await claim(webhook, fixture)
            try await fixture.running {
                await fixture.time.sleepers(WorkerFixture.loops + 1)
                fixture.time.advance(to: fixture.time.now() + DeliveryDispatcher.lease)
                await fixture.time.sleepers(WorkerFixture.loops + 1)
                let before = try await fixture.delivery(id)
                fixture.time.advance(seconds: 10)
                let after = try await fixture.delivery(id, afterAttempts: 1)
                #expect(before.state == .sending && after.state == .delivered)
                await fixture.stop()
            }
            let late = try await fixture.store.record(result(dead, fixture), at: fixture.time.now())
            #expect(!late.leaseHeld)
            #expect(try await fixture.store.attempts(of: id).count == 1)
            #expect(try await fixture.delivery(id).state == .delivered)
        }
        await receiver.stop()
    }

    @Test("A result whose lease has been lost changes nothing")
    func lostDuringExchange() async throws {
        let receiver = try await ScriptedReceiver.start { request in
            request.number == 1
                ? .drip(["HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n", "\r\n"].map { Array($0.utf8) }) : .answer(204)
        }
        var options = WorkerFixture.Options()
        options.startsNow = false
        try await WorkerFixture.with(options) { fixture in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url))
            let id = try #require(try await fixture.publish().firstDelivery)
            try await fixture.running {
                _ = try await receiver.request(1)
                fixture.time.advance(seconds: 600)
                let rescued = try await fixture.store.rescue(at: fixture.time.now(), limit: 10)
                #expect(rescued == 1)
                try await fixture.eventually("the second to deliver it") {
                    try await fixture.delivery(id).state == .delivered
                }
                receiver.release()
                await fixture.stop()
            }
            let attempts = try await fixture.store.attempts(of: id)
            #expect(attempts.count == 1 && attempts[0].isSuccess)
            #expect(try await fixture.delivery(id).state == .delivered)
            #expect(try await fixture.state(of: webhook).health == .good)
        }
        await receiver.stop()
    }

    private func result(_ leased: LeasedDelivery, _ fixture: WorkerFixture) -> AttemptResult {
        let now = fixture.time.now()
        let attempt = Attempt(
            number: leased.attemptCount + 1, startTime: now, endTime: now, reason: nil, messages: [],
            request: Attempt.Request(url: "https://hooks.example.com/", headers: []), response: nil,
            timings: Attempt.Timings(total: .milliseconds(1)))
        return AttemptResult(lease: leased.lease, webhook: leased.webhook, attempt: attempt, next: .delivered)
    }
}
