import Domain
import Storage
import TestSupport
import Testing

@testable import Delivery

@Suite("Graceful shutdown")
struct ShutdownTests {
    @Test("What is in flight may end, the rest is given back, and nothing more starts")
    func lettingEnd() async throws {
        let receiver = try await ScriptedReceiver.start { _ in
            .drip(["HTTP/1.1 204 No Content\r\n", "\r\n"].map { Array($0.utf8) })
        }
        try await WorkerFixture.untilStopped { fixture in
            _ = try await fixture.webhook(WebhookSettings(url: receiver.url, maxConcurrency: 1))
            let first = try #require(try await fixture.publish().firstDelivery)
            _ = try await receiver.request(1)
            for _ in 0..<4 { try await fixture.publish() }
            try await fixture.eventually("the others to be leased") { try await fixture.count(.sending) > 1 }
            await fixture.stop()
            try await fixture.eventually("the others to be given back") { try await fixture.count(.pending) == 4 }
            let late = try #require(try await fixture.publish().firstDelivery)
            receiver.release()
            #expect(try await fixture.delivery(first, afterAttempts: 1).state == .delivered)
            #expect(try await fixture.delivery(late).state == .pending)
        }
        #expect(receiver.requests.count == 1)
        await receiver.stop()
    }

    @Test("What outlasts the grace period is aborted, and its lease is given back without an attempt")
    func outlasting() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .hang }
        try await WorkerFixture.untilStopped { fixture in
            _ = try await fixture.webhook(WebhookSettings(url: receiver.url))
            let id = try #require(try await fixture.publish().firstDelivery)
            _ = try await receiver.request(1)
            await fixture.stop()
            try await fixture.eventually("the grace to begin") {
                fixture.time.deadlines.contains(fixture.start + DeliveryWorker.grace)
            }
            #expect(try await fixture.delivery(id).state == .sending)
            fixture.time.advance(to: fixture.start + DeliveryWorker.grace)
            try await fixture.eventually("the lease to be given back") {
                try await fixture.delivery(id).state == .pending
            }
            #expect(try await fixture.delivery(id).attemptCount == 0)
            #expect(try await fixture.store.attempts(of: id).isEmpty)
        }
        await receiver.stop()
    }

    @Test("Without anything in flight, the worker stops at once")
    func idle() async throws {
        try await WorkerFixture.untilStopped { fixture in
            await fixture.time.sleepers(1)
            await fixture.stop()
        }
    }
}
