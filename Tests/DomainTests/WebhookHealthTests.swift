import Domain
import Testing

@Suite("The health of a webhook")
struct WebhookHealthTests {
    let start = Timestamp(milliseconds: 1_700_000_000_000)

    func failing(_ count: Int, at now: Timestamp) -> WebhookHealth {
        (0..<count).reduce(.good) { health, _ in health.after(.failed, at: now) }
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
            health = health.after(.failed, at: now)
        }
        #expect(waits == [5, 10, 20, 40, 80, 160, 300, 300, 300, 300].map { .seconds($0) })
    }

    @Test("Attempts in flight when the circuit opens do not delay the probe")
    func stragglers() {
        var health = failing(5, at: start)
        for straggler in 0..<20 {
            health = health.after(.failed, at: start + .milliseconds(straggler))
        }
        #expect(health.probeAt == start + .seconds(5))
        let afterProbe = health.after(.failed, at: start + .seconds(5))
        #expect(afterProbe.probeAt == start + .seconds(15))
    }

    @Test("A success resets all failures")
    func success() {
        #expect(failing(9, at: start).after(.taken(), at: start) == .good)
    }

    @Test("A webhook is disabled once its first failure is five days old")
    func beyondHope() {
        let health = failing(1, at: start).after(.failed, at: start + .days(1))
        let fiveDays = start + .days(5)
        #expect(health.failingSince == start)
        #expect(!health.shouldDisable(at: fiveDays - .milliseconds(1)))
        #expect(health.shouldDisable(at: fiveDays))
        #expect(!WebhookHealth.good.shouldDisable(at: fiveDays))
    }

    @Test("A receiver that asks to wait is probed from then on until it takes something; that opens no circuit")
    func throttled() {
        let until = start + .seconds(60)
        let health = (1...9).reduce(WebhookHealth.good) { health, _ in health.after(.throttled(until: until), at: start)
        }
        #expect(health.isProbing && !health.isCircuitOpen && health.nextProbe == until)
        #expect(health.failingSince == start && health.shouldDisable(at: start + .days(5)))
        let sooner = health.after(.throttled(until: start + .seconds(5)), at: start)
        #expect(sooner.nextProbe == until)
        let failed = health.after(.failed, at: until)
        #expect(failed.isProbing && failed.failures == 1 && failed.nextProbe == until)
        #expect(failed.after(.taken(), at: until) == .good)
    }

    @Test("What was on its way when the receiver asked to wait does not end the wait; what was sent by hand does")
    func throttledMeanwhile() {
        let until = start + .seconds(60)
        let health = failing(3, at: start).after(.throttled(until: until), at: start)
        let straggler = health.after(.taken(), at: until - .milliseconds(1))
        #expect(straggler.nextProbe == until && straggler.failures == 0 && straggler.failingSince == nil)
        #expect(health.after(.taken(isByHand: true), at: start) == .good)
    }

    @Test("A ping counts for nothing, except that its success ends a wait that the receiver asked for")
    func ping() {
        let open = failing(5, at: start)
        for isTaken in [true, false] {
            #expect(open.after(.ping(isTaken: isTaken), at: start + .seconds(60)) == open)
            #expect(WebhookHealth.good.after(.ping(isTaken: isTaken), at: start) == .good)
        }
        let throttled = open.after(.throttled(until: start + .seconds(60)), at: start)
        #expect(throttled.after(.ping(isTaken: false), at: start) == throttled)
        #expect(throttled.after(.ping(isTaken: true), at: start) == open)
        let waiting = WebhookHealth.good.after(.throttled(until: start + .seconds(60)), at: start)
        #expect(waiting.after(.ping(isTaken: true), at: start) == .good)
    }

    @Test("While the circuit is open as well, the later of the two decides")
    func both() {
        let health = failing(5, at: start)
        #expect(health.after(.throttled(until: start + .seconds(2)), at: start).nextProbe == start + .seconds(5))
        #expect(health.after(.throttled(until: start + .seconds(9)), at: start).nextProbe == start + .seconds(9))
    }

    @Test("A health is worse if it holds more back")
    func worse() {
        let throttled = WebhookHealth.good.after(.throttled(until: start + .seconds(60)), at: start)
        #expect(throttled.isWorse(than: .good, at: start) && !WebhookHealth.good.isWorse(than: throttled, at: start))
        #expect(!throttled.isWorse(than: throttled, at: start))
        #expect(!throttled.isWorse(than: .good, at: start + .seconds(60)))
        #expect(failing(2, at: start).isWorse(than: failing(1, at: start), at: start))
    }

    @Test("No number of failures overflows")
    func many() {
        let health = WebhookHealth(failures: 1_000_000, failingSince: start, probeAt: start)
        #expect(health.after(.failed, at: start).probeAt == start + .seconds(300))
    }
}
