import Domain
import Testing

@testable import Delivery

@Suite("The limit on exchanges at once")
struct ConcurrencyLimitTests {
    private let now = WebhookQueueFixture.start

    @Test("A refusal halves it; refusals of exchanges that were under way together halve it once")
    func halves() {
        var limit = ConcurrencyLimit()
        for _ in 1...5 { limit.halve(limit.most ?? 8, start: now - .milliseconds(20), at: now) }
        #expect(limit.most == 4)
        limit.halve(4, start: now + .milliseconds(1), at: now + .milliseconds(9))
        #expect(limit.most == 2)
        for second in 1...3 {
            limit.halve(limit.most ?? 8, start: now + .seconds(second), at: now + .seconds(second))
        }
        #expect(limit.most == 1)
    }

    @Test("Ten times as many successes as it allows add one, until only the setting counts")
    func grows() {
        var limit = ConcurrencyLimit()
        limit.halve(6, start: now, at: now)
        for _ in 1...29 { limit.succeeded(setting: 6) }
        #expect(limit.most == 3)
        limit.succeeded(setting: 6)
        #expect(limit.most == 4)
        for _ in 1...(40 + 50) { limit.succeeded(setting: 6) }
        #expect(limit.most == nil)
    }

    @Test("A refusal starts the count again")
    func startsAgain() {
        var limit = ConcurrencyLimit()
        limit.halve(2, start: now, at: now)
        for _ in 1...9 { limit.succeeded(setting: 2) }
        limit.halve(1, start: now + .seconds(1), at: now + .seconds(1))
        for _ in 1...9 { limit.succeeded(setting: 2) }
        #expect(limit.most == 1)
        limit.succeeded(setting: 2)
        #expect(limit.most == nil)
    }
}
