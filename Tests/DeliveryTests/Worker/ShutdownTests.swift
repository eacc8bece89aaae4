import Domain
import Storage
import TestSupport
import Testing

@testable import Delivery

@Suite("A graceful stop")
struct ShutdownTests {
    @Test("lets what is under way end, gives back the rest, and starts nothing more")
    func lettingEnd() async throws {
        let receiver = try await ScriptedReceiver.start { _ in
            .drip(["HTTP/1.1 204 No Content\r\n", "\r\n"].map { Array($0.utf8) })
        }
        try await WorkerBed.untilStopped { bed in
            _ = try await bed.webhook(WebhookSettings(url: receiver.url, maxConcurrency: 1))
            let first = try #require(try await bed.publish().firstDelivery)
            _ = try await receiver.request(1)
            for _ in 0..<4 { try await bed.publish() }
            try await bed.eventually("the others to be leased") { try await bed.count(.sending) > 1 }
            await bed.stop()
            try await bed.eventually("the others to be given back") { try await bed.count(.pending) == 4 }
            let late = try #require(try await bed.publish().firstDelivery)
            receiver.release()
            #expect(try await bed.delivery(first, afterAttempts: 1).state == .delivered)
            #expect(try await bed.delivery(late).state == .pending)
        }
        #expect(receiver.requests.count == 1)
        await receiver.stop()
    }

    @Test("breaks off what outlasts the grace, and gives back its lease without an attempt")
    func outlasting() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .hang }
        try await WorkerBed.untilStopped { bed in
            _ = try await bed.webhook(WebhookSettings(url: receiver.url))
            let id = try #require(try await bed.publish().firstDelivery)
            _ = try await receiver.request(1)
            await bed.stop()
            try await bed.eventually("the grace to begin") {
                bed.time.deadlines.contains(bed.start.adding(milliseconds: DeliveryWorker.grace))
            }
            #expect(try await bed.delivery(id).state == .sending)
            bed.time.advance(to: bed.start.adding(milliseconds: DeliveryWorker.grace))
            try await bed.eventually("the lease to be given back") { try await bed.delivery(id).state == .pending }
            #expect(try await bed.delivery(id).attemptCount == 0)
            #expect(try await bed.store.attempts(of: id).isEmpty)
        }
        await receiver.stop()
    }

    @Test("without anything under way ends at once")
    func idle() async throws {
        try await WorkerBed.untilStopped { bed in
            await bed.time.sleepers(1)
            await bed.stop()
        }
    }
}
