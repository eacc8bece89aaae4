import Domain
import Storage
import TestSupport
import Testing

@testable import Delivery

@Suite("A failing webhook")
struct CircuitTests {
    /// Fails everything published until the circuit opens: five deliveries, one attempt each.
    private func openCircuit(_ webhook: Webhook, _ fixture: WorkerFixture) async throws {
        for _ in 1...5 {
            let id = try #require(try await fixture.publish().firstDelivery)
            _ = try await fixture.delivery(id, afterAttempts: 1)
        }
        let health = try await fixture.state(of: webhook).health
        #expect(health.failures == 5 && health.probeAt == fixture.start + .seconds(5))
    }

    private static let never = RetrySchedule(stored: [])

    @Test("Probes go out one at a time, at doubling intervals up to five minutes, and a success releases all")
    func probes() async throws {
        let receiver = try await ScriptedReceiver.start { $0.number <= 14 ? .answer(500) : .answer(204) }
        try await WorkerFixture.with { fixture in
            let webhook = try await fixture.webhook(
                WebhookSettings(url: receiver.url, retrySchedule: Self.never, maxConcurrency: 4))
            try await openCircuit(webhook, fixture)
            for _ in 0..<20 { try await fixture.publish() }
            for (index, wait) in [5.0, 10, 20, 40, 80, 160, 300, 300, 300].enumerated() {
                fixture.time.advance(seconds: wait - 0.001)
                await fixture.time.sleepers(1)
                #expect(receiver.requests.count == 5 + index)
                fixture.time.advance(seconds: 0.001)
                try await fixture.eventually("probe \(index + 1)") { try await fixture.count(.failed) == 6 + index }
                #expect(receiver.requests.count == 6 + index)
            }
            fixture.time.advance(seconds: 300)
            try await fixture.eventually("the last probe to succeed") { try await fixture.count(.delivered) >= 1 }
            try await fixture.eventually("all to go out") { try await fixture.count(.delivered) == 11 }
            #expect(try await fixture.state(of: webhook).health == .good)
        }
        await receiver.stop()
    }

    @Test("A ping goes out at once while the circuit is open, and whatever its result, it changes nothing")
    func ping() async throws {
        let receiver = try await ScriptedReceiver.start { $0.number <= 6 ? .answer(500) : .answer(204) }
        try await WorkerFixture.with { fixture in
            let webhook = try await fixture.webhook(
                WebhookSettings(url: receiver.url, retrySchedule: Self.never, maxConcurrency: 1))
            try await openCircuit(webhook, fixture)
            for _ in 0..<3 { try await fixture.publish() }
            let open = try await fixture.state(of: webhook).health
            for state in [Delivery.State.failed, .delivered] {
                let ping = try #require(try await fixture.ping(webhook).firstDelivery)
                #expect(try await fixture.delivery(ping, afterAttempts: 1).state == state)
                #expect(try await fixture.state(of: webhook).health == open)
                #expect(try await fixture.count(.pending) == 3)
            }
            // The probe is due as if there had been no ping.
            fixture.time.advance(seconds: 5)
            try await fixture.eventually("all to go out") { try await fixture.count(.delivered) == 4 }
        }
        await receiver.stop()
    }

    @Test(
        "A ping is one attempt, and its failures neither count against the webhook nor disable it",
        arguments: [500, 410])
    func failedPing(status: Int) async throws {
        let receiver = try await ScriptedReceiver.start { $0.number == 1 ? .answer(500) : .answer(status) }
        try await WorkerFixture.with { fixture in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url, retrySchedule: Self.never))
            let event = try #require(try await fixture.publish().firstDelivery)
            _ = try await fixture.delivery(event, afterAttempts: 1)
            let failing = try await fixture.state(of: webhook).health
            // Long enough after the first failure for another one to disable the webhook.
            fixture.time.advance(to: fixture.start + WebhookHealth.disableAfter)
            for _ in 0...WebhookHealth.failuresToOpenCircuit {
                let ping = try #require(try await fixture.ping(webhook).firstDelivery)
                #expect(try await fixture.delivery(ping, afterAttempts: 1).state == .failed)
            }
            let state = try await fixture.state(of: webhook)
            #expect(state.isEnabled && state.health == failing)
            // The log and the mark of the last attempt have it.
            #expect(state.lastDelivery?.statusCode == status)
        }
        await receiver.stop()
    }

    @Test("Nothing stays leased while the circuit is open")
    func nothingLeased() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(500) }
        try await WorkerFixture.with { fixture in
            let webhook = try await fixture.webhook(
                WebhookSettings(url: receiver.url, retrySchedule: Self.never, maxConcurrency: 1))
            for _ in 0..<30 { try await fixture.publish() }
            try await fixture.eventually("the circuit to open") {
                let isCircuitOpen = try await fixture.state(of: webhook).health.isCircuitOpen
                let sending = try await fixture.count(.sending)
                return isCircuitOpen && sending == 0
            }
            #expect(try await fixture.count(.pending) == 25)
        }
        await receiver.stop()
    }

    @Test("A webhook is disabled once its first failure is five days old, and its pending deliveries are skipped")
    func disabledAsFailing() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(500) }
        try await WorkerFixture.with { fixture in
            let webhook = try await fixture.webhook(
                WebhookSettings(url: receiver.url, retrySchedule: Self.never, maxConcurrency: 1))
            try await openCircuit(webhook, fixture)
            fixture.time.advance(to: fixture.start + WebhookHealth.disableAfter - .milliseconds(1))
            let last = try #require(try await fixture.publish().firstDelivery)
            _ = try await fixture.delivery(last, afterAttempts: 1)
            #expect(try await fixture.state(of: webhook).isEnabled)
            let others = try await [fixture.publish(), fixture.publish(), fixture.publish()].compactMap(\.firstDelivery)
            fixture.time.advance(seconds: 300)
            try await fixture.eventually("the webhook to be disabled") {
                try await fixture.state(of: webhook).disabledReason == .failing
            }
            try await fixture.eventually("the others to be skipped") { try await fixture.count(.skipped) == 2 }
            // The probe was one of them.
            var states: [Delivery.State] = []
            for id in others { states.append(try await fixture.delivery(id).state) }
            #expect(states.filter { $0 == .failed }.count == 1)
        }
        await receiver.stop()
    }
}
