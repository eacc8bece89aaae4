import Domain
import Storage
import Testing

@testable import Delivery

@Suite("A scheduler among several nodes")
struct HeldQuotaTests {
    private let now = WebhookQueueFixture.start
    private var later: Timestamp { now + .seconds(60) }

    private func scheduler(_ webhooks: [PreparedWebhook]) -> DeliveryScheduler {
        var scheduler = DeliveryScheduler.knowing(webhooks, limits: DeliveryScheduler.Limits(isShared: true))
        _ = scheduler.pending([DueWebhook(webhook: 1, due: now)])
        return scheduler
    }

    private func share(_ concurrency: Int, until: Timestamp) -> [ConcurrencyQuota] {
        [ConcurrencyQuota(webhook: 1, concurrency: concurrency, until: until)]
    }

    @Test("Without a share, nothing is taken over, claimed, or started")
    func nothingYet() throws {
        var scheduler = scheduler([try WebhookQueueFixture.webhook(maxConcurrency: 4)])
        let hasRoom = scheduler.reserve(1, bytes: 10, at: now)
        #expect(!hasRoom && scheduler.plan(at: now).claims.isEmpty && scheduler.needsShare(at: now))
        #expect(scheduler.requests(at: now) == [ConcurrencyQuota.Request(webhook: 1, wanted: 4, held: 0)])
        _ = scheduler.shared(share(2, until: later), at: now)
        #expect(
            !scheduler.needsShare(at: now) && scheduler.plan(at: now).claims == [ClaimRequest(webhook: 1, limit: 10)])
    }

    @Test("A queue that came late needs a share at once, and one that was refused asks again after a second")
    func asking() throws {
        var scheduler = scheduler([
            try WebhookQueueFixture.webhook(maxConcurrency: 4), try WebhookQueueFixture.webhook(2),
        ])
        #expect(scheduler.requests(at: now).map(\.webhook) == [1])
        #expect(!scheduler.needsShare(at: now) && scheduler.lacksShare(at: now))
        _ = scheduler.pending([DueWebhook(webhook: 2, due: now)])
        #expect(scheduler.needsShare(at: now))
        #expect(scheduler.requests(at: now).count == 2)
        _ = scheduler.shared(share(0, until: later), at: now)
        #expect(!scheduler.needsShare(at: now + .milliseconds(999)))
        #expect(scheduler.needsShare(at: now + .seconds(1)))
    }

    @Test("No more start than the share allows, and more start as soon as it grows")
    func starts() throws {
        var scheduler = scheduler([try WebhookQueueFixture.webhook(maxConcurrency: 4)])
        _ = scheduler.shared(share(2, until: later), at: now)
        let first = scheduler.fill(1, WebhookQueueFixture.deliveries(1...5), at: now).starts
        #expect(first.numbers == [1, 2])
        #expect(scheduler.requests(at: now) == [ConcurrencyQuota.Request(webhook: 1, wanted: 4, held: 2)])
        let more = scheduler.shared(share(3, until: later), at: now).starts
        #expect(more.numbers == [3])
    }

    @Test("What is in flight counts as held when the share shrinks, and what is ready is given back without one")
    func shrinks() throws {
        var scheduler = scheduler([try WebhookQueueFixture.webhook(maxConcurrency: 4)])
        _ = scheduler.shared(share(3, until: later), at: now)
        _ = scheduler.fill(1, WebhookQueueFixture.deliveries(1...5), at: now)
        _ = scheduler.shared(share(1, until: later), at: now)
        let ended = scheduler.ended(1, .taken(), took: .seconds(1), at: now)
        #expect(ended.starts.isEmpty && scheduler.requests(at: now).map(\.held) == [2])
        let back = scheduler.shared(share(0, until: later), at: now).back
        #expect(back.numbers == [4, 5])
    }

    @Test("Nothing starts that could outlast the share, and nothing is held once it has expired")
    func runsOut() throws {
        var scheduler = scheduler([try WebhookQueueFixture.webhook(maxConcurrency: 4)])
        _ = scheduler.shared(share(4, until: later), at: now)
        let late = later - .seconds(30) - HeldQuota.margin + .milliseconds(1)
        let none = scheduler.fill(1, WebhookQueueFixture.deliveries(1...2), at: late).starts
        #expect(none.isEmpty)
        #expect(scheduler.requests(at: later) == [ConcurrencyQuota.Request(webhook: 1, wanted: 4, held: 0)])
    }

    @Test("A share that took too long to arrive is requested again at once")
    func lateShare() throws {
        var scheduler = scheduler([try WebhookQueueFixture.webhook(maxConcurrency: 4)])
        _ = scheduler.requests(at: now)
        let late = now + .seconds(300)
        _ = scheduler.shared(share(4, until: later), at: late)
        #expect(scheduler.needsShare(at: late) && scheduler.lacksShare(at: late))
        #expect(scheduler.requests(at: late) == [ConcurrencyQuota.Request(webhook: 1, wanted: 4, held: 0)])
        _ = scheduler.shared(share(4, until: late + .seconds(60)), at: late)
        #expect(!scheduler.needsShare(at: late) && !scheduler.lacksShare(at: late))
    }

    @Test("A share that is unused for a while is given back, once")
    func idles() throws {
        var scheduler = DeliveryScheduler(limits: DeliveryScheduler.Limits(isShared: true))
        _ = scheduler.pending([DueWebhook(webhook: 1, due: now)])
        scheduler.loaded(1, try WebhookQueueFixture.webhook(maxConcurrency: 4), at: now)
        _ = scheduler.shared(share(4, until: later), at: now)
        let request = try #require(scheduler.plan(at: now).claims.first)
        _ = scheduler.claimed([request], [], at: now)
        #expect(scheduler.requests(at: now).map(\.wanted) == [4])
        let idle = now + DeliveryScheduler.keepsShareFor
        #expect(scheduler.requests(at: idle) == [ConcurrencyQuota.Request(webhook: 1, wanted: 0, held: 0)])
        #expect(scheduler.requests(at: idle).isEmpty)
    }

    @Test("The rate is limited to the share's part of it")
    func rate() throws {
        var scheduler = scheduler([try WebhookQueueFixture.webhook(maxConcurrency: 8, rateLimit: 8)])
        _ = scheduler.shared(share(4, until: later), at: now)
        let early = scheduler.fill(1, WebhookQueueFixture.deliveries(1...3), at: now).starts
        let then = scheduler.plan(at: now + .milliseconds(250)).starts
        #expect(early.isEmpty && then.numbers == [1])
    }
}
