import Domain
import Storage
import TestSupport
import Testing

@testable import Delivery

@Suite("A webhook that keeps failing")
struct SparingTests {
    /// Fails all that is published until the webhook is spared: five deliveries, one attempt each.
    private func spare(_ webhook: Webhook, _ bed: WorkerBed) async throws {
        for _ in 1...5 {
            let id = try #require(try await bed.publish().firstDelivery)
            _ = try await bed.delivery(id, afterAttempts: 1)
        }
        let health = try await bed.state(of: webhook).health
        #expect(health.failures == 5 && health.probeAt == bed.start.adding(seconds: 5))
    }

    private static let never = RetrySchedule(stored: [])

    @Test("gets one probe at a time, each after twice as long, up to five minutes; a success lets all go")
    func probes() async throws {
        let receiver = try await ScriptedReceiver.start { $0.number <= 14 ? .answer(500) : .answer(204) }
        try await WorkerBed.with { bed in
            let webhook = try await bed.webhook(
                WebhookSettings(url: receiver.url, retrySchedule: Self.never, maxConcurrency: 4))
            try await spare(webhook, bed)
            for _ in 0..<20 { try await bed.publish() }
            for (index, wait) in [5.0, 10, 20, 40, 80, 160, 300, 300, 300].enumerated() {
                bed.time.advance(seconds: wait - 0.001)
                await bed.time.sleepers(1)
                #expect(receiver.requests.count == 5 + index)
                bed.time.advance(seconds: 0.001)
                try await bed.eventually("probe \(index + 1)") { try await bed.count(.failed) == 6 + index }
                #expect(receiver.requests.count == 6 + index)
            }
            bed.time.advance(seconds: 300)
            try await bed.eventually("the last probe to succeed") { try await bed.count(.delivered) >= 1 }
            try await bed.eventually("all to go out") { try await bed.count(.delivered) == 11 }
            #expect(try await bed.state(of: webhook).health == .good)
        }
        await receiver.stop()
    }

    @Test("gets a ping at once, which as a success lets all go")
    func ping() async throws {
        let receiver = try await ScriptedReceiver.start { $0.number <= 6 ? .answer(500) : .answer(204) }
        try await WorkerBed.with { bed in
            let webhook = try await bed.webhook(
                WebhookSettings(url: receiver.url, retrySchedule: Self.never, maxConcurrency: 1))
            try await spare(webhook, bed)
            for _ in 0..<3 { try await bed.publish() }
            let spared = try await bed.state(of: webhook).health
            let refused = try #require(try await bed.ping(webhook).firstDelivery)
            _ = try await bed.delivery(refused, afterAttempts: 1)
            // It was not the probe's time: nothing changes, and nothing else goes out.
            #expect(try await bed.state(of: webhook).health == spared)
            #expect(try await bed.count(.pending) == 3)
            let taken = try #require(try await bed.ping(webhook).firstDelivery)
            #expect(try await bed.delivery(taken, afterAttempts: 1).state == .delivered)
            try await bed.eventually("all to go out") { try await bed.count(.delivered) == 4 }
        }
        await receiver.stop()
    }

    @Test("keeps nothing leased while it is spared")
    func nothingLeased() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(500) }
        try await WorkerBed.with { bed in
            let webhook = try await bed.webhook(
                WebhookSettings(url: receiver.url, retrySchedule: Self.never, maxConcurrency: 1))
            for _ in 0..<30 { try await bed.publish() }
            try await bed.eventually("it to be spared") {
                let isSpared = try await bed.state(of: webhook).health.isSpared
                let sending = try await bed.count(.sending)
                return isSpared && sending == 0
            }
            #expect(try await bed.count(.pending) == 25)
        }
        await receiver.stop()
    }

    @Test("is disabled once its first failure is five days old, and what is pending for it is skipped")
    func disabledAsFailing() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(500) }
        try await WorkerBed.with { bed in
            let webhook = try await bed.webhook(
                WebhookSettings(url: receiver.url, retrySchedule: Self.never, maxConcurrency: 1))
            try await spare(webhook, bed)
            bed.time.advance(to: bed.start.adding(milliseconds: WebhookHealth.disableAfter - 1))
            let last = try #require(try await bed.publish().firstDelivery)
            _ = try await bed.delivery(last, afterAttempts: 1)
            #expect(try await bed.state(of: webhook).isEnabled)
            let others = try await [bed.publish(), bed.publish(), bed.publish()].compactMap(\.firstDelivery)
            bed.time.advance(seconds: 300)
            try await bed.eventually("the webhook to be disabled") {
                try await bed.state(of: webhook).disabledReason == .failing
            }
            try await bed.eventually("the others to be skipped") { try await bed.count(.skipped) == 2 }
            // The probe was one of them.
            var states: [Delivery.State] = []
            for id in others { states.append(try await bed.delivery(id).state) }
            #expect(states.filter { $0 == .failed }.count == 1)
        }
        await receiver.stop()
    }
}
