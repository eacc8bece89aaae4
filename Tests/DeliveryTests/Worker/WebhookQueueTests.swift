import Domain
import Storage
import Testing

@testable import Delivery

@Suite("A webhook queue")
struct WebhookQueueTests {
    private let now = WebhookQueueFixture.start

    private func queue(_ webhook: PreparedWebhook, ready: ClosedRange<UInt64>? = nil) -> WebhookQueue {
        let queue = WebhookQueue(of: 1)
        queue.webhook = webhook
        queue.health = webhook.target.health
        queue.bucket = webhook.target.rateLimit.map { RateBucket(rate: Double($0), at: now) }
        if let ready { queue.ready.append(contentsOf: WebhookQueueFixture.deliveries(ready)) }
        return queue
    }

    @Test("A queue starts no more than the webhook's concurrency allows", arguments: [1, 2, 8])
    func concurrency(most: Int) throws {
        let queue = queue(try WebhookQueueFixture.webhook(maxConcurrency: most), ready: 1...20)
        expect(most, from: queue, at: now)
        queue.ended(.taken(), took: .seconds(0.01), at: now)
        expect(1, from: queue, at: now)
        #expect(queue.exchanges == most)
    }

    @Test("A queue starts no faster than the webhook's rate, and wakes when it may go on")
    func rate() throws {
        let queue = queue(try WebhookQueueFixture.webhook(maxConcurrency: 100, rateLimit: 10), ready: 1...20)
        expect(1, from: queue, at: now)
        #expect(queue.wake(after: now) == now + .milliseconds(100))
        expect(0, from: queue, at: now + .milliseconds(99))
        expect(1, from: queue, at: now + .milliseconds(100))
    }

    @Test("A queue leases no more ahead than the rate allows well within a lease", arguments: [1, 2, 50])
    func rateBoundsCapacity(rate: Int) throws {
        let queue = queue(try WebhookQueueFixture.webhook(maxConcurrency: 256, rateLimit: rate))
        for _ in 0..<100 { queue.ended(.taken(), took: .seconds(0.001), at: now) }
        #expect(queue.capacity == rate * 5)
    }

    @Test("A queue leases five seconds of work ahead, and at least one delivery per exchange")
    func capacity() throws {
        let queue = queue(try WebhookQueueFixture.webhook(maxConcurrency: 4))
        #expect(queue.capacity == 20)
        for _ in 0..<100 { queue.ended(.taken(), took: .seconds(30), at: now) }
        #expect(queue.capacity == 4)
        for _ in 0..<200 { queue.ended(.taken(), took: .seconds(0), at: now) }
        #expect(queue.capacity == 1_024)
        queue.webhook = nil
        #expect(queue.capacity == 0)
    }

    @Test("With an open circuit, a queue sends one probe when it is due and nothing is in flight")
    func probe() throws {
        let queue = queue(
            try WebhookQueueFixture.webhook(maxConcurrency: 8, health: WebhookQueueFixture.circuitOpen), ready: 1...3)
        expect(0, from: queue, at: now + .milliseconds(4_999))
        #expect(queue.wake(after: now) == now + .seconds(5))
        expect(1, from: queue, at: now + .seconds(5))
        expect(0, from: queue, at: now + .seconds(60))
        #expect(queue.wake(after: now + .seconds(60)) == nil)
        queue.ended(.taken(), took: .seconds(0.1), at: now + .seconds(60))
        expect(2, from: queue, at: now + .seconds(60))
    }

    @Test("While probing, what is urgent is claimed until there is no more of it, and the rest is not forgotten")
    func urgent() throws {
        var scheduler = DeliveryScheduler.knowing([
            try WebhookQueueFixture.webhook(health: WebhookQueueFixture.circuitOpen)
        ])
        _ = scheduler.pending([DueWebhook(webhook: 1, due: now)])
        #expect(scheduler.plan(at: now).claims.isEmpty)
        _ = scheduler.pending([DueWebhook(webhook: 1, due: now, isUrgent: true)])
        let urgent = [ClaimRequest(webhook: 1, limit: 1, onlyUrgent: true)]
        #expect(scheduler.plan(at: now).claims == urgent)
        // The store could not be reached, and then there were two.
        scheduler.notClaimed(urgent)
        for number in 1...2 as ClosedRange<UInt64> {
            #expect(scheduler.plan(at: now).claims == urgent)
            var delivery = WebhookQueueFixture.delivery(number)
            delivery.isByHand = true
            #expect(scheduler.claimed(urgent, [delivery], at: now).starts.numbers == [number])
            _ = scheduler.ended(1, .failed, took: .seconds(0.1), at: now)
        }
        #expect(scheduler.plan(at: now).claims == urgent)
        _ = scheduler.claimed(urgent, [], at: now)
        let plan = scheduler.plan(at: now)
        #expect(plan.claims.isEmpty && plan.wake == now + .seconds(5))
        #expect(scheduler.plan(at: now + .seconds(5)).claims == [ClaimRequest(webhook: 1, limit: 1)])
    }

    @Test("A queue offers room to new deliveries only if nothing waits before them")
    func room() throws {
        let queue = queue(try WebhookQueueFixture.webhook(maxConcurrency: 1))
        #expect(queue.hasRoom(at: now))
        queue.backlog = now + .milliseconds(1)
        #expect(queue.hasRoom(at: now))
        queue.backlog = now
        #expect(!queue.hasRoom(at: now))
        queue.backlog = nil
        queue.reserved = queue.capacity
        #expect(!queue.hasRoom(at: now))
        queue.reserved = 0
        queue.health = WebhookQueueFixture.circuitOpen
        #expect(!queue.hasRoom(at: now))
        queue.health = .good
        queue.webhook = nil
        #expect(!queue.hasRoom(at: now))
    }

    @Test("A queue claims what is due once half of its capacity is free")
    func claimable() throws {
        let queue = queue(try WebhookQueueFixture.webhook(maxConcurrency: 4))
        #expect(queue.claimable(at: now) == 0)
        queue.backlog = now + .milliseconds(1)
        #expect(queue.claimable(at: now) == 0)
        queue.backlog = now
        #expect(queue.claimable(at: now) == 20)
        queue.reserved = 11
        #expect(queue.claimable(at: now) == 0)
        queue.reserved = 10
        #expect(queue.claimable(at: now) == 10)
        queue.isBusy = true
        #expect(queue.claimable(at: now) == 0)
    }

    @Test("The queue of a webhook that is gone claims, so that what is pending is skipped")
    func gone() {
        let queue = WebhookQueue(of: 1)
        queue.isGone = true
        #expect(queue.claimable(at: now) == 0)
        queue.backlog = now
        #expect(queue.claimable(at: now) == 1 && !queue.needsWebhook(at: now))
    }

    private func expect(
        _ count: Int, from queue: WebhookQueue, at now: Timestamp, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var started = 0
        while queue.start(at: now) != nil { started += 1 }
        #expect(started == count, sourceLocation: sourceLocation)
    }
}
