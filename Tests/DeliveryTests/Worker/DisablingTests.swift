import Domain
import Storage
import TestSupport
import Testing

@testable import Delivery

@Suite("Disabling a webhook")
struct DisablingTests {
    @Test("A 410 fails the delivery, disables the webhook as gone, and skips its pending deliveries")
    func gone() async throws {
        let receiver = try await ScriptedReceiver.start { $0.number == 1 ? .answer(500) : .answer(410) }
        try await WorkerFixture.with { fixture in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url, maxConcurrency: 1))
            let waiting = try #require(try await fixture.publish().firstDelivery)
            #expect(try await fixture.delivery(waiting, afterAttempts: 1).state == .pending)
            let last = try #require(try await fixture.publish().firstDelivery)
            #expect(try await fixture.delivery(last, afterAttempts: 1).state == .failed)
            #expect(try await fixture.attempt(1, of: last).response?.status == 410)
            #expect(try await fixture.state(of: webhook).disabledReason == .gone)
            try await fixture.eventually("the other to be skipped") {
                try await fixture.delivery(waiting).state == .skipped
            }
            #expect(try await fixture.publish().deliveries == 0)
            fixture.time.advance(seconds: 600)
            await fixture.time.sleepers(1)
            #expect(receiver.requests.count == 2)
        }
        await receiver.stop()
    }

    @Test("Disabling by hand skips what waits, and what is in flight still counts")
    func byHand() async throws {
        let receiver = try await ScriptedReceiver.start { _ in
            .drip(["HTTP/1.1 204 No Content\r\n", "\r\n"].map { Array($0.utf8) })
        }
        try await WorkerFixture.with { fixture in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url, maxConcurrency: 1))
            let first = try #require(try await fixture.publish().firstDelivery)
            _ = try await receiver.request(1)
            for _ in 0..<8 { try await fixture.publish() }
            try await fixture.setEnabled(false, webhook)
            try await fixture.eventually("the rest to be skipped") { try await fixture.count(.skipped) == 8 }
            receiver.release()
            #expect(try await fixture.delivery(first, afterAttempts: 1).state == .delivered)
            #expect(receiver.requests.count == 1)
        }
        await receiver.stop()
    }

    @Test("A disabled webhook receives only pings; enabled again, it receives what is redelivered")
    func pings() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        try await WorkerFixture.with { fixture in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url, isEnabled: false))
            for number in 1...2 {
                let ping = try #require(try await fixture.ping(webhook).firstDelivery)
                #expect(try await fixture.delivery(ping, afterAttempts: 1).state == .delivered)
                #expect(try await receiver.request(number)["X-Perfsee-Event"] == "ping")
                #expect(try await fixture.publish().deliveries == 0)
            }
            let skipped = try await fixture.store.deliveries(
                in: fixture.project.number, matching: DeliveryFilter(state: .skipped), before: nil, limit: 9)
            #expect(skipped.count == 2)
            try await fixture.setEnabled(true, webhook)
            _ = try await fixture.store.redeliver(
                skipped[0].id, in: fixture.project.number, at: fixture.time.now(), once: nil)
            #expect(try await fixture.delivery(skipped[0].id, afterAttempts: 1).state == .delivered)
            #expect(receiver.requests.count == 3)
        }
        await receiver.stop()
    }

    @Test("The pending deliveries of a deleted webhook are skipped")
    func deleted() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(500) }
        try await WorkerFixture.with { fixture in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url))
            let id = try #require(try await fixture.publish().firstDelivery)
            _ = try await fixture.delivery(id, afterAttempts: 1)
            #expect(
                try await fixture.store.deleteWebhook(webhook.id, in: fixture.project.number, at: fixture.time.now()))
            #expect(try await fixture.delivery(id).state == .skipped)
            fixture.time.advance(seconds: 600)
            await fixture.time.sleepers(1)
            #expect(receiver.requests.count == 1)
        }
        await receiver.stop()
    }
}
