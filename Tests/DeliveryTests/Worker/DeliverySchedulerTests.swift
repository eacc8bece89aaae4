import Domain
import Storage
import Testing

@testable import Delivery

@Suite("The delivery scheduler")
struct DeliverySchedulerTests {
    private let now = WebhookQueueFixture.start

    @Test("A webhook that has something due is loaded, then claimed for")
    func loadsThenClaims() throws {
        var scheduler = DeliveryScheduler()
        let needsPlan = scheduler.pending([DueWebhook(webhook: 1, due: now)])
        let again = scheduler.pending([DueWebhook(webhook: 1, due: now)])
        #expect(needsPlan && !again)
        let first = scheduler.plan(at: now)
        #expect(first.loads == [1] && first.claims.isEmpty)
        #expect(scheduler.plan(at: now).loads.isEmpty)
        scheduler.loaded(1, try WebhookQueueFixture.webhook(maxConcurrency: 2), at: now)
        #expect(scheduler.plan(at: now).claims == [ClaimRequest(webhook: 1, limit: 10)])
        #expect(scheduler.plan(at: now).claims.isEmpty)
    }

    @Test("A webhook that could not be loaded is left alone for a while")
    func notLoaded() {
        var scheduler = DeliveryScheduler()
        _ = scheduler.pending([DueWebhook(webhook: 1, due: now)])
        _ = scheduler.plan(at: now)
        scheduler.notLoaded(1, at: now)
        let plan = scheduler.plan(at: now)
        #expect(plan.loads.isEmpty && plan.wake == now + DeliveryScheduler.loadPause)
        #expect(scheduler.plan(at: now + DeliveryScheduler.loadPause).loads == [1])
    }

    @Test("Claimed deliveries start up to the concurrency limit, and others follow as exchanges end")
    func starts() throws {
        var scheduler = DeliveryScheduler.knowing([try WebhookQueueFixture.webhook(maxConcurrency: 2)])
        let claimed = scheduler.fill(1, WebhookQueueFixture.deliveries(1...3), at: now)
        #expect(claimed.starts.numbers == [1, 2] && claimed.back.isEmpty && scheduler.exchanges == 2)
        let next = scheduler.ended(1, .taken(), took: .seconds(0.1), at: now)
        #expect(next.starts.numbers == [3] && scheduler.exchanges == 2)
    }

    @Test("At the limit on all exchanges, queues take turns, beginning with one that has nothing in flight")
    func allExchanges() throws {
        var limits = DeliveryScheduler.Limits()
        limits.exchanges = 2
        var scheduler = DeliveryScheduler.knowing(
            [
                try WebhookQueueFixture.webhook(1, maxConcurrency: 8),
                try WebhookQueueFixture.webhook(2, maxConcurrency: 8),
            ],
            limits: limits)
        let first = scheduler.fill(1, WebhookQueueFixture.deliveries(1...4), at: now).starts
        let second = scheduler.fill(2, WebhookQueueFixture.deliveries(11...14, of: 2), at: now).starts
        #expect(first.numbers == [1, 2] && second.isEmpty)
        var order: [UInt64] = []
        for webhook: Webhook.ID in [1, 1, 2, 1] {
            order += scheduler.ended(webhook, .taken(), took: .seconds(0.1), at: now).starts.numbers
        }
        #expect(order == [11, 3, 12, 4] && scheduler.exchanges == 2)
    }

    @Test("A free place goes to the next queue that can use it")
    func freePlaceGoesToNextQueue() throws {
        var limits = DeliveryScheduler.Limits()
        limits.exchanges = 1
        let webhooks = try [1, 2, 3].map { try WebhookQueueFixture.webhook($0) }
        var scheduler = DeliveryScheduler.knowing(webhooks, limits: limits)
        _ = scheduler.fill(1, WebhookQueueFixture.deliveries(1...1), at: now)
        _ = scheduler.fill(2, WebhookQueueFixture.deliveries(11...11, of: 2), at: now)
        _ = scheduler.fill(3, WebhookQueueFixture.deliveries(21...21, of: 3), at: now)
        let back = scheduler.changed(2)
        #expect(back.numbers == [11])
        let next = scheduler.ended(1, .taken(), took: .seconds(0.1), at: now)
        #expect(next.starts.numbers == [21])
    }

    @Test("A queue that only waits for a place does not keep the planner awake")
    func noSpinning() throws {
        var limits = DeliveryScheduler.Limits()
        limits.exchanges = 1
        let webhooks = [try WebhookQueueFixture.webhook(1), try WebhookQueueFixture.webhook(2, rateLimit: 10)]
        var scheduler = DeliveryScheduler.knowing(webhooks, limits: limits)
        _ = scheduler.fill(1, WebhookQueueFixture.deliveries(1...1), at: now)
        _ = scheduler.fill(2, WebhookQueueFixture.deliveries(11...11, of: 2), at: now)
        let later = now + .seconds(1)
        let wake = scheduler.plan(at: later).wake
        #expect(wake.map { $0 > later } ?? true)
    }

    @Test("Accepted deliveries are taken over while there is room, by count and by bytes")
    func reserving() throws {
        var limits = DeliveryScheduler.Limits()
        limits.readyBytes = 100
        var scheduler = DeliveryScheduler.knowing([try WebhookQueueFixture.webhook(maxConcurrency: 1)], limits: limits)
        let answers = [(1, 60), (2, 10), (1, 50), (1, 40)].map { webhook, bytes in
            scheduler.reserve(Webhook.ID(webhook), bytes: bytes, at: now)
        }
        #expect(answers == [true, false, false, true])
        scheduler.cancel(1, bytes: 40)
        let freed = scheduler.reserve(1, bytes: 40, at: now)
        let taken = scheduler.take(
            [WebhookQueueFixture.delivery(1, bytes: 60), WebhookQueueFixture.delivery(2, bytes: 40)], at: now)
        #expect(freed && taken.starts.numbers == [1] && taken.back.isEmpty)
        // The first is in flight and its bytes are free again; the second still waits.
        let beyond = scheduler.reserve(1, bytes: 61, at: now)
        let within = scheduler.reserve(1, bytes: 60, at: now)
        #expect(!beyond && within)
    }

    @Test("A claim fetches as many bytes as there is room for, and they count until they are in flight")
    func claimedBytes() throws {
        var limits = DeliveryScheduler.Limits()
        limits.readyBytes = 100
        var scheduler = DeliveryScheduler.knowing([try WebhookQueueFixture.webhook(maxConcurrency: 1)], limits: limits)
        let before = scheduler.plan(at: now).bodyBytes
        let claimed = scheduler.fill(1, (1...3).map { WebhookQueueFixture.delivery($0, bytes: 30) }, at: now)
        let waiting = scheduler.plan(at: now).bodyBytes
        _ = scheduler.changed(1)
        #expect(before == 100 && claimed.starts.numbers == [1] && waiting == 40)
        #expect(scheduler.plan(at: now).bodyBytes == 100)
    }

    @Test("Deliveries for a webhook that has changed in the meantime are given back, and free their room")
    func changedBeforeTake() throws {
        var limits = DeliveryScheduler.Limits()
        limits.readyBytes = 100
        var scheduler = DeliveryScheduler.knowing([try WebhookQueueFixture.webhook()], limits: limits)
        let promised = scheduler.reserve(1, bytes: 100, at: now)
        _ = scheduler.changed(1)
        let taken = scheduler.take([WebhookQueueFixture.delivery(1, bytes: 100)], at: now)
        #expect(promised && taken.starts.isEmpty && taken.back.numbers == [1])
        scheduler.loaded(1, try WebhookQueueFixture.webhook(), at: now)
        let again = scheduler.reserve(1, bytes: 100, at: now)
        #expect(again)
    }

    @Test("What becomes pending during a claim is not forgotten with it")
    func pendingDuringClaim() throws {
        var scheduler = DeliveryScheduler.knowing([try WebhookQueueFixture.webhook()])
        _ = scheduler.pending([DueWebhook(webhook: 1, due: now)])
        let request = try #require(scheduler.plan(at: now).claims.first)
        _ = scheduler.pending([DueWebhook(webhook: 1, due: now)])
        _ = scheduler.claimed([request], [], at: now)
        #expect(scheduler.plan(at: now).claims == [request])
        _ = scheduler.claimed([request], [], at: now)
        #expect(scheduler.plan(at: now).claims.isEmpty)
    }

    @Test("A webhook that changes while it is being loaded is loaded again")
    func changedDuringLoad() throws {
        var scheduler = DeliveryScheduler()
        _ = scheduler.pending([DueWebhook(webhook: 1, due: now)])
        #expect(scheduler.plan(at: now).loads == [1])
        _ = scheduler.changed(1)
        scheduler.loaded(1, try WebhookQueueFixture.webhook(), at: now)
        #expect(scheduler.plan(at: now).loads == [1])
        scheduler.loaded(1, try WebhookQueueFixture.webhook(), at: now)
        let plan = scheduler.plan(at: now)
        #expect(plan.loads.isEmpty && plan.claims.count == 1)
    }

    @Test("The failure that opens the circuit gives back everything that waits for it")
    func circuit() throws {
        var scheduler = DeliveryScheduler.knowing([try WebhookQueueFixture.webhook(maxConcurrency: 1)])
        _ = scheduler.fill(1, WebhookQueueFixture.deliveries(1...8), at: now)
        var back: [UInt64] = []
        for _ in 1...5 { back += scheduler.ended(1, .failed, took: .seconds(0.1), at: now).back.numbers }
        #expect(back == [6, 7, 8] && scheduler.exchanges == 0)
    }

    @Test("A claim that ends when the circuit opens keeps only the probe")
    func claimedWhileSpared() throws {
        var scheduler = DeliveryScheduler.knowing([
            try WebhookQueueFixture.webhook(health: WebhookQueueFixture.circuitOpen)
        ])
        let early = scheduler.fill(1, WebhookQueueFixture.deliveries(1...3), at: now)
        #expect(early.starts.isEmpty && early.back.numbers == [1, 2, 3])
        let inTime = scheduler.fill(1, WebhookQueueFixture.deliveries(4...6), at: now + .seconds(5))
        #expect(inTime.starts.numbers == [4] && inTime.back.numbers == [5, 6])
    }

    @Test("A claim that missed a success not yet recorded is repeated once it is recorded")
    func recovery() throws {
        var scheduler = DeliveryScheduler.knowing([
            try WebhookQueueFixture.webhook(health: WebhookQueueFixture.circuitOpen)
        ])
        let now = now + .seconds(5)
        _ = scheduler.pending([DueWebhook(webhook: 1, due: now)])
        _ = scheduler.fill(1, WebhookQueueFixture.deliveries(1...1), at: now)
        _ = scheduler.ended(1, .taken(), took: .seconds(1), at: now)
        let early = scheduler.plan(at: now).claims
        _ = scheduler.claimed(early, [], at: now)
        #expect(!early.isEmpty && scheduler.plan(at: now).claims.isEmpty)
        let needsPlan = scheduler.recorded(1, health: .good, at: now).needsPlan
        #expect(needsPlan && !scheduler.plan(at: now).claims.isEmpty)
        let needsPlanAgain = scheduler.recorded(1, health: .good, at: now).needsPlan
        #expect(!needsPlanAgain)
    }

    @Test("A webhook that an exchange found changed does not end a claim in flight")
    func reloadedDuringClaim() throws {
        var scheduler = DeliveryScheduler.knowing([try WebhookQueueFixture.webhook(maxConcurrency: 4)])
        _ = scheduler.pending([DueWebhook(webhook: 1, due: now)])
        let claims = scheduler.plan(at: now).claims
        scheduler.reloaded(1, try WebhookQueueFixture.webhook(maxConcurrency: 4), at: now)
        _ = scheduler.pending([DueWebhook(webhook: 1, due: now)])
        #expect(!claims.isEmpty && scheduler.plan(at: now).claims.isEmpty)
        _ = scheduler.claimed(claims, [], at: now)
        #expect(scheduler.plan(at: now).claims == claims)
    }

    @Test("A ping goes out while its webhook's circuit is open, and nothing else does")
    func pingWhileSpared() throws {
        var scheduler = DeliveryScheduler.knowing([
            try WebhookQueueFixture.webhook(maxConcurrency: 1, health: WebhookQueueFixture.circuitOpen)
        ])
        let ordinary = scheduler.reserve(1, bytes: 10, at: now)
        let promised = [
            scheduler.reserve(1, bytes: 10, isUrgent: true, at: now),
            scheduler.reserve(1, bytes: 10, isUrgent: true, at: now),
        ]
        let pings = (1...2).map { WebhookQueueFixture.delivery($0, bytes: 10, eventType: .ping) }
        let taken = scheduler.take(pings, at: now)
        #expect(!ordinary && promised == [true, true] && taken.starts.count == 1 && taken.back.isEmpty)
        let next = scheduler.ended(1, .failed, took: .seconds(0.1), at: now)
        #expect(next.starts.count == 1 && next.back.isEmpty)
    }

    @Test("A ping waits for a webhook that is not loaded yet, and is given back if the webhook is gone")
    func pingBeforeLoading() throws {
        var scheduler = DeliveryScheduler()
        let promised = [1, 2, 1].map { scheduler.reserve(Webhook.ID($0), bytes: 10, isUrgent: true, at: now) }
        let pings = (1...2).map {
            WebhookQueueFixture.delivery(UInt64($0), of: Webhook.ID($0), bytes: 10, eventType: .ping)
        }
        let taken = scheduler.take(pings, at: now)
        #expect(promised == [true, true, false] && taken.starts.isEmpty && taken.back.isEmpty)
        #expect(Set(scheduler.plan(at: now).loads) == [1, 2])
        let kept = scheduler.loaded(
            1, try WebhookQueueFixture.webhook(health: WebhookQueueFixture.circuitOpen), at: now)
        let back = scheduler.loaded(2, nil, at: now)
        #expect(kept.isEmpty && back.numbers == [2])
        #expect(scheduler.plan(at: now).starts.numbers == [1])
    }

    @Test("A probe waits its turn when the limit on all exchanges is reached")
    func probeWaits() throws {
        var limits = DeliveryScheduler.Limits()
        limits.exchanges = 1
        let webhooks = [
            try WebhookQueueFixture.webhook(1),
            try WebhookQueueFixture.webhook(2, health: WebhookQueueFixture.circuitOpen),
        ]
        var scheduler = DeliveryScheduler.knowing(webhooks, limits: limits)
        let later = now + .seconds(5)
        _ = scheduler.fill(1, WebhookQueueFixture.deliveries(1...1), at: later)
        let probe = scheduler.fill(2, WebhookQueueFixture.deliveries(11...11, of: 2), at: later)
        #expect(probe.starts.isEmpty && probe.back.isEmpty)
        let next = scheduler.ended(1, .taken(), took: .seconds(0.1), at: later)
        #expect(next.starts.numbers == [11])
    }

    @Test("Only a failing health that is worse than the known one counts")
    func recorded() throws {
        var scheduler = DeliveryScheduler.knowing([try WebhookQueueFixture.webhook(maxConcurrency: 1)])
        _ = scheduler.fill(1, WebhookQueueFixture.deliveries(1...3), at: now)
        let back = scheduler.recorded(1, health: WebhookQueueFixture.circuitOpen, at: now).back
        let better = scheduler.recorded(1, health: .good, at: now)
        #expect(back.numbers == [2, 3] && better.back.isEmpty && !better.needsPlan)
        let early = scheduler.fill(1, WebhookQueueFixture.deliveries(4...4), at: now)
        #expect(early.starts.isEmpty)
    }

    @Test("Once the scheduler stops, nothing starts, and everything that waits is given back")
    func stop() throws {
        var scheduler = DeliveryScheduler.knowing([try WebhookQueueFixture.webhook(maxConcurrency: 1)])
        _ = scheduler.fill(1, WebhookQueueFixture.deliveries(1...2), at: now)
        let promised = scheduler.reserve(1, bytes: 10, at: now)
        #expect(promised && scheduler.stop().numbers == [2])
        let ended = scheduler.ended(1, .taken(), took: .seconds(0.1), at: now)
        #expect(ended.starts.isEmpty && scheduler.exchanges == 0 && !scheduler.isIdle)
        let taken = scheduler.take([WebhookQueueFixture.delivery(3, bytes: 10)], at: now)
        #expect(taken.starts.isEmpty && taken.back.numbers == [3] && scheduler.isIdle)
        let claimed = scheduler.fill(1, WebhookQueueFixture.deliveries(4...4), at: now)
        #expect(claimed.starts.isEmpty && claimed.back.numbers == [4])
        let reserved = scheduler.reserve(1, bytes: 10, at: now)
        #expect(!reserved && scheduler.plan(at: now).claims.isEmpty)
    }

    @Test("The end of an exchange asks for a new plan only if there is something to plan")
    func wantsPlan() throws {
        var plain = DeliveryScheduler.knowing([try WebhookQueueFixture.webhook()])
        #expect(!plain.wantsPlan(1, at: now))
        _ = plain.pending([DueWebhook(webhook: 1, due: now)])
        #expect(plain.wantsPlan(1, at: now) && !plain.wantsPlan(2, at: now))
        var limited = DeliveryScheduler.knowing([try WebhookQueueFixture.webhook(rateLimit: 1)])
        _ = limited.fill(1, WebhookQueueFixture.deliveries(1...2), at: now)
        #expect(limited.wantsPlan(1, at: now))
        let open = DeliveryScheduler.knowing([try WebhookQueueFixture.webhook(health: WebhookQueueFixture.circuitOpen)])
        #expect(open.wantsPlan(1, at: now) && open.isProbing(1) && !plain.isProbing(1))
    }

    @Test("A webhook that is gone is forgotten once nothing of it is left")
    func forgetsTheGone() throws {
        var scheduler = DeliveryScheduler.knowing([try WebhookQueueFixture.webhook()])
        _ = scheduler.fill(1, WebhookQueueFixture.deliveries(1...1), at: now)
        _ = scheduler.changed(1)
        let due = scheduler.pending([DueWebhook(webhook: 1, due: now)])
        #expect(due && scheduler.plan(at: now).loads == [1])
        scheduler.loaded(1, nil, at: now)
        let first = scheduler.plan(at: now).claims
        _ = scheduler.claimed(first, [], at: now)
        #expect(first == [ClaimRequest(webhook: 1, limit: 1)] && scheduler.queueCount == 1)
        _ = scheduler.ended(1, .taken(), took: .seconds(0.1), at: now)
        #expect(scheduler.queueCount == 0 && scheduler.isIdle)
        let again = scheduler.pending([DueWebhook(webhook: 1, due: now)])
        #expect(again && scheduler.plan(at: now).loads == [1])
        scheduler.loaded(1, nil, at: now)
        _ = scheduler.claimed(scheduler.plan(at: now).claims, [], at: now)
        #expect(scheduler.queueCount == 0)
    }
}
