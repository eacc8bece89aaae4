import Domain
import Storage
import TestSupport
import Testing

@testable import Delivery

@Suite("A redelivery by hand")
struct RedeliveryTests {
    private static let taken = "HTTP/1.1 204 No Content\r\n"

    @Test("It does not wait behind the backlog of a webhook that works")
    func beforeBacklog() async throws {
        let receiver = try await ScriptedReceiver.start { request in
            request.number == 2 ? .drip([Self.taken, "\r\n"].map { Array($0.utf8) }) : .answer(204)
        }
        try await WorkerFixture.with { fixture in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url, maxConcurrency: 1))
            let old = try #require(try await fixture.publish().firstDelivery)
            _ = try await fixture.delivery(old, afterAttempts: 1)
            // More than are leased ahead.
            for _ in 0..<60 { try await fixture.publish() }
            _ = try await receiver.request(2)
            #expect(try await fixture.count(.pending) > 0)
            try await fixture.redeliver(old)
            try await fixture.eventually("it to be leased") { try await fixture.delivery(old).state == .sending }
            receiver.release()
            try await fixture.eventually("all to be taken") { receiver.requests.count == 62 }
            // The worker may learn that it leased it only after one or the other of those that it had leased before.
            let place = receiver.requests.lastIndex { $0["X-Perfsee-Delivery"] == old.description }
            #expect(try #require(place) < 10)
            #expect(try await fixture.state(of: webhook).health == .good)
        }
        await receiver.stop()
    }

    @Test("Those by hand are sent in the order in which they were asked for, before everything else")
    func order() throws {
        let now = WebhookQueueFixture.start
        let queue = WebhookQueue(of: 1)
        queue.webhook = try WebhookQueueFixture.webhook(maxConcurrency: 8)
        for number: UInt64 in 1...4 {
            var delivery = WebhookQueueFixture.delivery(number)
            delivery.isByHand = number.isMultiple(of: 2)
            queue.append(delivery)
        }
        let order = (1...4).compactMap { _ in queue.start(at: now)?.id.low }
        #expect(order == [2, 4, 1, 3])
    }

    @Test("No more of them are leased than may be in flight, however many are asked for")
    func bounded() throws {
        var scheduler = DeliveryScheduler.knowing([try WebhookQueueFixture.webhook(maxConcurrency: 2)])
        let now = WebhookQueueFixture.start
        _ = scheduler.pending([DueWebhook(webhook: 1, due: now, isUrgent: true)])
        for numbers: ClosedRange<UInt64> in [1...2, 3...4] {
            let claims = scheduler.plan(at: now).claims
            #expect(claims == [ClaimRequest(webhook: 1, limit: 2, onlyUrgent: true)])
            let urgent = numbers.map { number in
                var delivery = WebhookQueueFixture.delivery(number)
                delivery.isByHand = true
                return delivery
            }
            _ = scheduler.claimed(claims, urgent, at: now)
        }
        // Two are in flight and two are ready: the others wait in the store.
        #expect(!scheduler.plan(at: now).claims.contains { $0.onlyUrgent })
    }
}
