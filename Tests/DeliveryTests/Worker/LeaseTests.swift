import Domain
import Storage
import TestSupport
import Testing

@testable import Delivery

@Suite("Leases")
struct LeaseTests {
    private func claim(_ webhook: Webhook, _ bed: WorkerBed) async throws -> LeasedDelivery {
        let now = bed.time.now()
        let leased = try await bed.store.claim(
            [ClaimRequest(webhook: webhook.id, limit: 1)], at: now,
            leaseUntil: now.adding(milliseconds: DeliveryDesk.lease), bodyBytes: 0)
        return try #require(leased.first)
    }

    @Test("what a worker that died had leased goes out once its leases have run out, and the late result is refused")
    func rescue() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        var options = WorkerBed.Options()
        options.rescues = true
        options.startsNow = false
        try await WorkerBed.with(options) { bed in
            let webhook = try await bed.webhook(WebhookSettings(url: receiver.url))
            let id = try #require(try await bed.publish().firstDelivery)
            let dead = try await claim(webhook, bed)
            try await bed.running {
                await bed.time.sleepers(WorkerBed.loops + 1)
                bed.time.advance(seconds: Double(DeliveryDesk.lease) / 1000)
                await bed.time.sleepers(WorkerBed.loops + 1)
                let before = try await bed.delivery(id)
                bed.time.advance(seconds: 10)
                let after = try await bed.delivery(id, afterAttempts: 1)
                #expect(before.state == .sending && after.state == .delivered)
                await bed.stop()
            }
            let late = try await bed.store.record(result(dead, bed), at: bed.time.now())
            #expect(!late.leaseHeld)
            #expect(try await bed.store.attempts(of: id).count == 1)
            #expect(try await bed.delivery(id).state == .delivered)
        }
        await receiver.stop()
    }

    @Test("a result whose lease was lost meanwhile changes nothing")
    func lostDuringExchange() async throws {
        let receiver = try await ScriptedReceiver.start { request in
            request.number == 1
                ? .drip(["HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n", "\r\n"].map { Array($0.utf8) }) : .answer(204)
        }
        var options = WorkerBed.Options()
        options.startsNow = false
        try await WorkerBed.with(options) { bed in
            let webhook = try await bed.webhook(WebhookSettings(url: receiver.url))
            let id = try #require(try await bed.publish().firstDelivery)
            try await bed.running {
                _ = try await receiver.request(1)
                bed.time.advance(seconds: 600)
                let rescued = try await bed.store.rescue(at: bed.time.now(), limit: 10)
                #expect(rescued == 1)
                try await bed.eventually("the second to deliver it") { try await bed.delivery(id).state == .delivered }
                receiver.release()
                await bed.stop()
            }
            let attempts = try await bed.store.attempts(of: id)
            #expect(attempts.count == 1 && attempts[0].isSuccess)
            #expect(try await bed.delivery(id).state == .delivered)
            #expect(try await bed.state(of: webhook).health == .good)
        }
        await receiver.stop()
    }

    private func result(_ leased: LeasedDelivery, _ bed: WorkerBed) -> AttemptResult {
        let now = bed.time.now()
        let attempt = Attempt(
            number: leased.attemptCount + 1, startTime: now, endTime: now, reason: nil, detail: nil,
            request: Attempt.Request(url: "https://hooks.example.com/", headers: []), response: nil,
            timings: Attempt.Timings(total: 1))
        return AttemptResult(lease: leased.lease, webhook: leased.webhook, attempt: attempt, next: .delivered)
    }
}
