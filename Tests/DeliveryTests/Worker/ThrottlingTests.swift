import Domain
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Delivery

@Suite("A receiver that asks to wait")
struct ThrottlingTests {
    private static let wait = ReceiverBehavior.answer(429, headers: [("Retry-After", "20")])

    @Test("Nothing is sent to the webhook until then, then one at a time until one is taken, and then all")
    func waits() async throws {
        let receiver = try await ScriptedReceiver.start { $0.number <= 2 ? Self.wait : .answer(204) }
        try await WorkerFixture.with { fixture in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url, maxConcurrency: 4))
            let first = try #require(try await fixture.publish().firstDelivery)
            let refused = try await fixture.delivery(first, afterAttempts: 1)
            #expect(refused.state == .pending && refused.nextAttemptAt == fixture.start + .seconds(20))
            for _ in 0..<9 { try await fixture.publish() }
            let health = try await fixture.state(of: webhook).health
            #expect(health.throttledUntil == fixture.start + .seconds(20) && health.failures == 0)
            fixture.time.advance(seconds: 19.999)
            await fixture.time.sleepers(1)
            #expect(receiver.requests.count == 1)
            fixture.time.advance(seconds: 0.001)
            try await fixture.eventually("the second refusal") {
                try await fixture.state(of: webhook).health.throttledUntil == fixture.start + .seconds(40)
            }
            #expect(receiver.requests.count == 2)
            fixture.time.advance(seconds: 20)
            try await fixture.eventually("all to be taken") { try await fixture.count(.delivered) == 10 }
            #expect(receiver.requests.count == 12)
            #expect(try await fixture.state(of: webhook).health == .good)
        }
        await receiver.stop()
    }

    @Test("A refusal uses up no step of the schedule for a day, however often it comes")
    func usesNoStep() async throws {
        let receiver = try await ScriptedReceiver.start { _ in
            .answer(503, headers: [("Retry-After", "36000")])
        }
        try await WorkerFixture.with { fixture in
            _ = try await fixture.webhook(
                WebhookSettings(url: receiver.url, retrySchedule: RetrySchedule(stored: [.seconds(1)])))
            let id = try #require(try await fixture.publish().firstDelivery)
            // After 0, 10 and 20 hours no step; after 30 and 40 hours the two of the schedule.
            for attempt in 1...5 {
                let delivery = try await fixture.delivery(id, afterAttempts: attempt)
                #expect(delivery.state == (attempt == 5 ? .failed : .pending), "attempt \(attempt)")
                fixture.time.advance(seconds: 36_000)
            }
        }
        await receiver.stop()
    }

    @Test("A ping or a redelivery by hand goes at once, and its success ends the wait", arguments: [true, false])
    func byHand(isPing: Bool) async throws {
        let receiver = try await ScriptedReceiver.start { $0.number == 2 ? Self.wait : .answer(204) }
        try await WorkerFixture.with { fixture in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url, maxConcurrency: 1))
            let old = try #require(try await fixture.publish().firstDelivery)
            _ = try await fixture.delivery(old, afterAttempts: 1)
            let refused = try #require(try await fixture.publish().firstDelivery)
            _ = try await fixture.delivery(refused, afterAttempts: 1)
            try await fixture.publish()
            #expect(try await fixture.count(.pending) == 2)
            if isPing {
                try await fixture.ping(webhook)
            } else {
                try await fixture.redeliver(old)
            }
            // The one that was refused stays due later.
            try await fixture.eventually("all others to be taken") { receiver.requests.count == 4 }
            try await fixture.eventually("the wait to end") {
                try await fixture.state(of: webhook).health == .good
            }
            #expect(try await fixture.delivery(refused).state == .pending)
        }
        await receiver.stop()
    }

    @Test("A redelivery by hand goes at once while the circuit is open, also one that another process puts back")
    func whileOpen() async throws {
        let receiver = try await ScriptedReceiver.start { (2...6).contains($0.number) ? .answer(500) : .answer(204) }
        try await WorkerFixture.with { fixture in
            let webhook = try await fixture.webhook(
                WebhookSettings(url: receiver.url, retrySchedule: RetrySchedule(stored: []), maxConcurrency: 1))
            let old = try #require(try await fixture.publish().firstDelivery)
            _ = try await fixture.delivery(old, afterAttempts: 1)
            for _ in 1...5 {
                let id = try #require(try await fixture.publish().firstDelivery)
                _ = try await fixture.delivery(id, afterAttempts: 1)
            }
            #expect(try await fixture.state(of: webhook).health.isCircuitOpen)
            try await fixture.redeliver(old)
            #expect(try await fixture.delivery(old, afterAttempts: 2).state == .delivered)
            #expect(try await fixture.state(of: webhook).health == .good)
        }
        await receiver.stop()
    }

    @Test("What was leased ahead is given back while the receiver asks to wait, so that it is not shown as being sent")
    func nothingLeased() async throws {
        let head = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 4\r\nContent-Length: 0\r\n"
        let receiver = try await ScriptedReceiver.start { request in
            request.number == 1 ? .drip([head, "\r\n"].map { Array($0.utf8) }) : .answer(204)
        }
        try await WorkerFixture.with { fixture in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url, maxConcurrency: 1))
            try await fixture.publish()
            _ = try await receiver.request(1)
            for _ in 0..<4 { try await fixture.publish() }
            receiver.release()
            try await fixture.eventually("the refusal") {
                let isThrottled = try await fixture.state(of: webhook).health.throttledUntil != nil
                let sending = try await fixture.count(.sending)
                return isThrottled && sending == 0
            }
            #expect(try await fixture.count(.pending) == 5)
            fixture.time.advance(seconds: 4)
            try await fixture.eventually("all to be taken") { try await fixture.count(.delivered) == 5 }
        }
        await receiver.stop()
    }

    @Test("A burst of 150 at a receiver that takes 5 a second is taken within 45 s, with at most 45 refusals")
    func burst() async throws {
        let window = Mutex((second: Int64(0), taken: 0, refused: 0))
        let clock = Mutex<ManualTime?>(nil)
        let receiver = try await ScriptedReceiver.start { _ in
            let second = (clock.withLock { $0 }?.now().milliseconds ?? 0) / 1_000
            let takes = window.withLock { window in
                if window.second != second { (window.second, window.taken) = (second, 0) }
                guard window.taken < 5 else {
                    window.refused += 1
                    return false
                }
                window.taken += 1
                return true
            }
            return takes ? .answer(204) : .answer(429, headers: [("Retry-After", "1")])
        }
        try await WorkerFixture.with { fixture in
            clock.withLock { $0 = fixture.time }
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url))
            for _ in 0..<150 { try await fixture.publish() }
            for _ in 0..<45 where try await fixture.count(.delivered) < 150 {
                try await fixture.eventually("this second's to be taken") {
                    let isWaiting = try await fixture.state(of: webhook).health.throttledUntil ?? fixture.start
                    return try await fixture.count(.delivered) == 150 || isWaiting > fixture.time.now()
                }
                fixture.time.advance(seconds: 1)
            }
            #expect(try await fixture.count(.delivered) == 150)
            #expect(window.withLock { $0.refused } <= 45)
        }
        await receiver.stop()
    }
}
