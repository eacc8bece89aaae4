import Domain
import Foundation
import NIOCore
import Storage
import TestSupport
import Testing

@testable import Delivery

@Suite("Outcomes in the wire contract")
struct OutcomeTests {
    @Test("A response accepts the delivery", arguments: OutcomeCase.delivered)
    func delivered(_ item: OutcomeCase) async throws {
        try await check(item)
    }

    @Test("The exchange breaks", arguments: OutcomeCase.broken)
    func broken(_ item: OutcomeCase) async throws {
        try await check(item)
    }

    @Test("A response refuses the delivery", arguments: OutcomeCase.refused)
    func refused(_ item: OutcomeCase) async throws {
        try await check(item)
    }

    private func check(_ item: OutcomeCase) async throws {
        let receiver = try await ScriptedReceiver.start { _ in item.behavior }
        try await WorkerFixture.with { fixture in
            _ = try await fixture.webhook(WebhookSettings(url: receiver.url, timeout: item.timeout))
            let id = try #require(try await fixture.publish().firstDelivery)
            _ = try await receiver.request(1)
            for _ in 0..<3 { receiver.release() }
            let delivery = try await fixture.delivery(id, afterAttempts: 1)
            #expect(delivery.state == item.state)
            #expect(delivery.nextAttemptAt == (item.reason == nil ? nil : fixture.start + .seconds(item.due)))
            let attempt = try await fixture.attempt(1, of: id)
            #expect(attempt.reason == item.reason)
            #expect(attempt.response?.status == item.status)
            #expect(attempt.messages.isEmpty == (item.reason == nil))
            #expect(attempt.response?.isTruncated ?? false == (item.truncatedTo != nil))
            if let count = item.truncatedTo { #expect(attempt.response?.body.count == count) }
            #expect(receiver.requests.count == 1)
        }
        await receiver.stop()
    }

    @Test("A port without a listener is refused")
    func nothingListens() async throws {
        // Port 1 belongs to a service that no longer exists anywhere.
        try await expect(.refused, "http://127.0.0.1:1/hook")
    }

    @Test("The egress rules forbid the address")
    func blockedAddress() async throws {
        var options = WorkerFixture.Options()
        options.policy = "10.9.8.7/32"
        try await expect(.blockedAddress, "http://127.0.0.1:1/hook", options)
        try await expect(.blockedAddress, "http://hooks.example.com/hook", options)
    }

    @Test("The name is not found")
    func unknownName() async throws {
        var options = WorkerFixture.Options()
        options.lookup = { _ in nil }
        try await expect(.dns, "http://nowhere.example.com/hook", options)
    }

    @Test("The name lookup hangs")
    func hangingName() async throws {
        let latch = DispatchSemaphore(value: 0)
        defer { latch.signal() }
        var options = WorkerFixture.Options()
        options.sender.lookups.timeout = .milliseconds(200)
        options.lookup = { _ in
            latch.wait()
            return nil
        }
        try await expect(.dns, "http://slow.example.com/hook", options)
    }

    @Test("A certificate for another name fails, and one for this name succeeds")
    func certificateNames() async throws {
        let receiver = try await ScriptedReceiver.start(tls: TestCertificates.server()) { _ in .answer(204) }
        try await expect(.tls, receiver.url(host: "other.test"))
        #expect(receiver.requests.isEmpty)
        try await expect(nil, receiver.url(host: "receiver.test"))
        #expect(receiver.requests.count == 1)
        await receiver.stop()
    }

    @Test("After stray bytes the request is sent again within one attempt, which says so")
    func leftover() async throws {
        let receiver = try await ScriptedReceiver.start { request in
            request.number == 2 ? .text("0\r\n\r\n") : .answer(204)
        }
        var options = WorkerFixture.Options()
        options.sender = SenderFixture.patient
        try await WorkerFixture.with(options) { fixture in
            _ = try await fixture.webhook(WebhookSettings(url: receiver.url))
            for messages in [[], [AttemptMessage.sentAgain(why: .strayBytes)]] {
                let id = try #require(try await fixture.publish().firstDelivery)
                let delivery = try await fixture.delivery(id, afterAttempts: 1)
                #expect(delivery.state == .delivered && delivery.attemptCount == 1)
                let attempt = try await fixture.attempt(1, of: id)
                #expect(attempt.isSuccess && attempt.messages == messages)
            }
            #expect(receiver.requests.count == 3)
        }
        await receiver.stop()
    }

    private func expect(
        _ reason: FailureReason?, _ url: String, _ options: WorkerFixture.Options = WorkerFixture.Options()
    ) async throws {
        try await WorkerFixture.with(options) { fixture in
            _ = try await fixture.webhook(WebhookSettings(url: url))
            let id = try #require(try await fixture.publish().firstDelivery)
            let delivery = try await fixture.delivery(id, afterAttempts: 1)
            #expect(delivery.state == (reason == nil ? .delivered : .pending))
            #expect(delivery.nextAttemptAt == (reason == nil ? nil : fixture.start + .seconds(5)))
            let attempt = try await fixture.attempt(1, of: id)
            #expect(attempt.reason == reason)
            #expect((attempt.response == nil) == (reason != nil))
        }
    }
}
