import Dispatch
import Domain
import NIOCore
import Storage
import StoreSupport
import TestSupport
import Testing

@testable import Delivery

@Suite("Webhooks share the worker")
struct SharingOutTests {
    @Test("No more exchanges of a webhook are in flight than its concurrency allows", arguments: [1, 3])
    func concurrency(most: Int) async throws {
        let receiver = try await ScriptedReceiver.start { _ in
            .drip(["HTTP/1.1 204 No Content\r\n", "\r\n"].map { Array($0.utf8) })
        }
        try await WorkerFixture.with { fixture in
            _ = try await fixture.webhook(WebhookSettings(url: receiver.url, maxConcurrency: most))
            for _ in 0..<12 { try await fixture.publish() }
            for ended in stride(from: most, through: 12, by: most) {
                _ = try await receiver.request(ended)
                // Nothing more may arrive until some of these end.
                #expect(receiver.requests.count == ended)
                receiver.release()
                try await fixture.eventually("\(ended) deliveries") { try await fixture.count(.delivered) == ended }
            }
            #expect(receiver.requests.count == 12 && receiver.connectionCount <= most)
        }
        await receiver.stop()
    }

    private static let alone: ConditionTrait = .enabled(
        if: !TestedStore.isPostgres, "beside other nodes a node begins a rate with nothing in hand: HeldQuotaTests")

    @Test("A rate limit holds, for deliveries handed over and for claimed ones", alone)
    func rate() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        try await WorkerFixture.with { fixture in
            _ = try await fixture.webhook(WebhookSettings(url: receiver.url, rateLimit: 2))
            for _ in 0..<25 { try await fixture.publish() }
            for second in 0..<12 {
                for half in 1...2 {
                    let count = second * 2 + half
                    try await fixture.eventually("delivery \(count)") { try await fixture.count(.delivered) == count }
                    #expect(receiver.requests.count == count)
                    fixture.time.advance(seconds: 0.5)
                }
            }
        }
        await receiver.stop()
    }

    @Test("With a slow rate and a long queue, no lease expires and no start is wasted", alone)
    func rateAndQueue() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        try await WorkerFixture.with { fixture in
            _ = try await fixture.webhook(WebhookSettings(url: receiver.url, maxConcurrency: 256, rateLimit: 1))
            for _ in 0..<300 { try await fixture.publish() }
            for count in 1...200 {
                try await fixture.eventually("delivery \(count)") { receiver.requests.count == count }
                fixture.time.advance(seconds: 1)
            }
        }
        await receiver.stop()
    }

    @Test("A receiver that never responds delays no other")
    func hangingNeighbor() async throws {
        let hanging = try await ScriptedReceiver.start { _ in .hang }
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        try await WorkerFixture.with { fixture in
            _ = try await fixture.webhook(WebhookSettings(url: hanging.url, maxConcurrency: 2))
            let quick = try await fixture.webhook(WebhookSettings(url: receiver.url))
            for _ in 0..<40 { try await fixture.publish() }
            try await fixture.eventually("the other's deliveries") {
                try await fixture.count(.delivered, of: quick) == 40
            }
            #expect(hanging.requests.count == 2)
        }
        await hanging.stop()
        await receiver.stop()
    }

    @Test("A webhook whose name lookup hangs delays no other")
    func hangingName() async throws {
        let latch = DispatchSemaphore(value: 0)
        defer { latch.signal() }
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        var options = WorkerFixture.Options()
        // The lookup ends when the test allows it, however long a busy machine takes for the others.
        options.sender.lookups.timeout = .hours(1)
        options.lookup = { name in
            if name == "slow.example.com" { latch.wait() }
            return [.v4(0x7F00_0001)]
        }
        try await WorkerFixture.with(options) { fixture in
            let slow = try await fixture.webhook(WebhookSettings(url: "http://slow.example.com/hook"))
            let quick = try await fixture.webhook(WebhookSettings(url: receiver.url(host: "quick.example.com")))
            for _ in 0..<40 { try await fixture.publish() }
            try await fixture.eventually("the other's deliveries") {
                try await fixture.count(.delivered, of: quick) == 40
            }
            #expect(try await fixture.state(of: slow).lastDelivery == nil)
        }
        await receiver.stop()
    }

    @Test("Deliveries already waiting in the store go out as well")
    func fromBefore() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        var options = WorkerFixture.Options()
        options.startsNow = false
        try await WorkerFixture.with(options) { fixture in
            _ = try await fixture.webhook(WebhookSettings(url: receiver.url))
            for _ in 0..<300 { try await fixture.publish() }
            try await fixture.running {
                try await fixture.eventually("all of them") { try await fixture.count(.delivered) == 300 }
                await fixture.stop()
            }
            let ids = Set(receiver.requests.map { $0["X-Perfsee-Delivery"] })
            #expect(receiver.requests.count == 300 && ids.count == 300)
        }
        await receiver.stop()
    }
}
