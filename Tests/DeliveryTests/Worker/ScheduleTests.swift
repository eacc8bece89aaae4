import Domain
import Storage
import TestSupport
import Testing

@testable import Delivery

@Suite("Retries follow the schedule")
struct ScheduleTests {
    @Test("ten attempts with one delivery id, then failed; a redelivery starts anew")
    func wholeSchedule() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(500) }
        try await WorkerBed.with { bed in
            _ = try await bed.webhook(WebhookSettings(url: receiver.url))
            let id = try #require(try await bed.publish().firstDelivery)
            var due = bed.start
            for (index, wait) in RetrySchedule.standard.waits.enumerated() {
                let delivery = try await bed.delivery(id, afterAttempts: index + 1)
                due = due.adding(seconds: Double(wait))
                #expect(delivery.state == .pending && delivery.nextAttemptAt == due)
                bed.time.advance(to: due)
            }
            let failed = try await bed.delivery(id, afterAttempts: 10)
            #expect(failed.state == .failed && failed.nextAttemptAt == nil)
            let attempts = try await bed.store.attempts(of: id)
            #expect(attempts.map(\.number) == Array(1...10))
            #expect(attempts.allSatisfy { $0.reason == .status && $0.response?.status == 500 })
            #expect(Set(receiver.requests.map { $0["X-Perfsee-Delivery"] }) == [id.description])
            #expect(receiver.requests.count == 10)
            try await redeliver(id, bed)
        }
        await receiver.stop()
    }

    private func redeliver(_ id: DeliveryID, _ bed: WorkerBed) async throws {
        let now = bed.time.now()
        _ = try await bed.store.redeliver(id, in: bed.project.number, at: now, once: nil)
        // The webhook is spared by now: the next probe comes five minutes after the last failure at the latest.
        bed.time.advance(seconds: 300)
        let again = try await bed.delivery(id, afterAttempts: 11)
        #expect(again.state == .pending && again.nextAttemptAt == bed.time.now().adding(seconds: 5))
        #expect(try await bed.attempt(11, of: id).request.headers.contains { $0.value == id.description })
    }

    @Test("the wait is spread by the jitter, a fifth to either side", arguments: [(-1.0, 4.0), (0.5, 5.5), (1, 6)])
    func jitter(_ jitter: Double, _ wait: Double) async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(500) }
        var options = WorkerBed.Options()
        options.jitter = jitter
        try await WorkerBed.with(options) { bed in
            _ = try await bed.webhook(WebhookSettings(url: receiver.url))
            let id = try #require(try await bed.publish().firstDelivery)
            let delivery = try await bed.delivery(id, afterAttempts: 1)
            #expect(delivery.nextAttemptAt == bed.start.adding(seconds: wait))
        }
        await receiver.stop()
    }

    @Test("a webhook's own schedule counts, and not before it is due does an attempt go out")
    func ownSchedule() async throws {
        let receiver = try await ScriptedReceiver.start { $0.number < 3 ? .answer(500) : .answer(204) }
        try await WorkerBed.with { bed in
            let schedule = RetrySchedule(stored: [60, 7])
            _ = try await bed.webhook(WebhookSettings(url: receiver.url, retrySchedule: schedule))
            let id = try #require(try await bed.publish().firstDelivery)
            _ = try await bed.delivery(id, afterAttempts: 1)
            bed.time.advance(seconds: 59.999)
            await bed.time.sleepers(1)
            #expect(try await bed.delivery(id).attemptCount == 1)
            bed.time.advance(seconds: 0.001)
            _ = try await bed.delivery(id, afterAttempts: 2)
            bed.time.advance(seconds: 7)
            #expect(try await bed.delivery(id, afterAttempts: 3).state == .delivered)
            #expect(try await bed.attempt(3, of: id).startTime == bed.start.adding(seconds: 67))
        }
        await receiver.stop()
    }

    @Test("a schedule without waits allows one attempt")
    func noRetries() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(500) }
        try await WorkerBed.with { bed in
            _ = try await bed.webhook(WebhookSettings(url: receiver.url, retrySchedule: RetrySchedule(stored: [])))
            let id = try #require(try await bed.publish().firstDelivery)
            #expect(try await bed.delivery(id, afterAttempts: 1).state == .failed)
        }
        await receiver.stop()
    }
}
