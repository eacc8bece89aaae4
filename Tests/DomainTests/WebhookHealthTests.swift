import Domain
import Testing

@Suite("The health of a webhook")
struct WebhookHealthTests {
    let start = Timestamp(milliseconds: 1_700_000_000_000)

    func failing(_ count: Int, at now: Timestamp) -> WebhookHealth {
        (0..<count).reduce(.good) { health, _ in health.after(success: false, at: now) }
    }

    @Test("The circuit opens at the fifth consecutive failure, not before")
    func circuit() {
        for count in 1...4 {
            let health = failing(count, at: start)
            #expect(!health.isCircuitOpen && health.probeAt == nil && health.failures == count)
        }
        #expect(failing(5, at: start).isCircuitOpen)
        #expect(failing(5, at: start).probeAt == start + .seconds(5))
    }

    @Test("Probes come after 5 s, then after twice as long each time, up to 5 minutes")
    func probes() {
        var health = failing(5, at: start)
        var now = start
        var waits: [Duration] = []
        for _ in 0..<10 {
            let probe = health.probeAt ?? now
            waits.append(probe - now)
            now = probe
            health = health.after(success: false, at: now)
        }
        #expect(waits == [5, 10, 20, 40, 80, 160, 300, 300, 300, 300].map { .seconds($0) })
    }

    @Test("Attempts in flight when the circuit opens do not delay the probe")
    func stragglers() {
        var health = failing(5, at: start)
        for straggler in 0..<20 {
            health = health.after(success: false, at: start + .milliseconds(straggler))
        }
        #expect(health.probeAt == start + .seconds(5))
        let afterProbe = health.after(success: false, at: start + .seconds(5))
        #expect(afterProbe.probeAt == start + .seconds(15))
    }

    @Test("A success resets all failures")
    func success() {
        #expect(failing(9, at: start).after(success: true, at: start) == .good)
    }

    @Test("A webhook is disabled once its first failure is five days old")
    func beyondHope() {
        let health = failing(1, at: start).after(success: false, at: start + .days(1))
        let fiveDays = start + .days(5)
        #expect(health.failingSince == start)
        #expect(!health.shouldDisable(at: fiveDays - .milliseconds(1)))
        #expect(health.shouldDisable(at: fiveDays))
        #expect(!WebhookHealth.good.shouldDisable(at: fiveDays))
    }

    @Test("No number of failures overflows")
    func many() {
        let health = WebhookHealth(failures: 1_000_000, failingSince: start, probeAt: start)
        #expect(health.after(success: false, at: start).probeAt == start + .seconds(300))
    }
}
