import Domain
import Logging
import Storage
import StoreSupport
import Synchronization
import TestSupport
import Testing

@testable import Delivery

@Suite("Nothing starts by a webhook that has changed")
struct ConfirmationTests {
    /// What another program may do to the webhook with the ID 1, and how many of three deliveries that wait are still sent.
    private static let changes = [
        ("UPDATE webhooks SET url = '%', revision = revision + 1 WHERE id = 1", 3),
        ("UPDATE webhooks SET disabled_reason = 'manual', revision = revision + 1 WHERE id = 1", 0),
        ("DELETE FROM webhook_secrets WHERE webhook = 1; DELETE FROM webhooks WHERE id = 1", 0),
    ]

    @Test("A change that nobody tells of counts half a second later for what waits here, leased", arguments: changes)
    func unheard(sql: String, sent: Int) async throws {
        let old = try await ScriptedReceiver.start { _ in
            .drip(["HTTP/1.1 204 No Content\r\n", "\r\n"].map { Array($0.utf8) })
        }
        let new = try await ScriptedReceiver.start { _ in .answer(204) }
        try await WorkerFixture.with { fixture in
            let webhook = try await fixture.webhook(WebhookSettings(url: old.url, maxConcurrency: 1))
            #expect(webhook.id == 1)
            try await fixture.publish()
            _ = try await old.request(1)
            // The webhook is loaded now, so these are handed over.
            for _ in 0..<4 { try await fixture.publish() }
            try await fixture.eventually("leases") { try await fixture.count(.sending) == 5 }
            try await fixture.database.execute(sql.replacing("%", with: new.url))
            // It is not read again so soon: this is what makes it fast, and what limits how long it may be wrong.
            try await old.released()
            _ = try await old.request(2)
            fixture.time.advance(to: fixture.time.now() + WebhookConfirmations.validity)
            try await old.released()
            try await fixture.eventually("the end of all") {
                try await fixture.count(.delivered) + fixture.count(.skipped) == 5
            }
            #expect(old.requests.count == 2)
            #expect(new.requests.count == sent)
            #expect(try await fixture.count(.skipped) == 3 - sent)
        }
        await old.stop()
        await new.stop()
    }

    @Test("While the store cannot say, deliveries wait; then they are sent")
    func outage() async throws {
        try await withStep { fixture, leased, webhook, receiver, step in
            let failures = Mutex(2)
            let step = step {
                let fails = failures.withLock { failures in
                    failures -= 1
                    return failures >= 0
                }
                if fails { throw StoreError.busy }
            }
            fixture.time.advance(to: fixture.time.now() + WebhookConfirmations.validity)
            async let delivered: Void = step.deliver(DeliveryScheduler.Start(delivery: leased, webhook: webhook))
            for _ in 0..<2 {
                await fixture.time.sleepers(1)
                #expect(receiver.requests.isEmpty)
                fixture.time.advance(to: fixture.time.now() + DeliveryExecutor.confirmationPause)
            }
            await delivered
            #expect(receiver.requests.count == 1 && failures.withLock { $0 } == -1)
        }
    }

    @Test("If the store cannot say for as long as the lease lasts, nothing is sent")
    func longOutage() async throws {
        try await withStep { fixture, leased, webhook, receiver, step in
            let step = step {
                fixture.time.advance(seconds: 120)
                throw StoreError.busy
            }
            fixture.time.advance(to: fixture.time.now() + WebhookConfirmations.validity)
            await step.deliver(DeliveryScheduler.Start(delivery: leased, webhook: webhook))
            #expect(receiver.requests.isEmpty)
            let state = try await fixture.delivery(leased.id).state
            #expect(state == .pending)
        }
    }

    @Test("An answer that was long on its way is asked for once more, and not again", arguments: [1, 2, 3])
    func lateAnswers(late: Int) async throws {
        try await withStep { fixture, leased, webhook, receiver, step in
            let asked = Mutex(0)
            let step = step {
                let count = asked.withLock { asked in
                    asked += 1
                    return asked
                }
                if count <= late { fixture.time.advance(to: fixture.time.now() + WebhookConfirmations.validity) }
            }
            fixture.time.advance(to: fixture.time.now() + WebhookConfirmations.validity)
            await step.deliver(DeliveryScheduler.Start(delivery: leased, webhook: webhook))
            #expect(receiver.requests.count == 1 && asked.withLock { $0 } == 2)
        }
    }

    @Test("A change that was made while an answer was on its way counts")
    func changedOnTheWay() async throws {
        try await withStep { fixture, leased, webhook, receiver, step in
            let step = step {
                fixture.time.advance(to: fixture.time.now() + WebhookConfirmations.validity)
                try await fixture.database.execute(
                    "UPDATE webhooks SET disabled_reason = 'manual', revision = revision + 1")
            }
            fixture.time.advance(to: fixture.time.now() + WebhookConfirmations.validity)
            await step.deliver(DeliveryScheduler.Start(delivery: leased, webhook: webhook))
            #expect(receiver.requests.isEmpty)
            let state = try await fixture.delivery(leased.id).state
            #expect(state == .skipped)
        }
    }

    @Test("Many deliveries of a webhook need one question in half a second")
    func shared() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        var options = WorkerFixture.Options()
        options.startsNow = false
        try await WorkerFixture.with(options) { fixture in
            let asked = Mutex(0)
            let store = SlowQueue(store: fixture.store, time: fixture.time, seconds: 0) {
                asked.withLock { $0 += 1 }
            }
            let confirmations = WebhookConfirmations(
                store: store, time: fixture.time, logger: Logger(label: "confirmations"))
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url))
            let use = WebhookUse(webhook: webhook.id, revision: 1, project: fixture.project.id)
            let leased = fixture.time.now()
            #expect(try await confirmations.confirm(use, known: leased))
            #expect(asked.withLock { $0 } == 0)
            for turn in 1...2 {
                fixture.time.advance(to: fixture.time.now() + WebhookConfirmations.validity)
                for _ in 0..<5 { #expect(try await confirmations.confirm(use, known: leased)) }
                #expect(asked.withLock { $0 } == turn)
            }
        }
        await receiver.stop()
    }

    @Test("A delivery that is on its way to the sender when this node changes its webhook does not start")
    func changedHere() throws {
        let webhook = try WebhookQueueFixture.webhook()
        var scheduler = DeliveryScheduler.knowing([webhook])
        #expect(scheduler.isCurrent(1, webhook))
        _ = scheduler.changed(1)
        #expect(!scheduler.isCurrent(1, webhook))
        _ = scheduler.pending([DueWebhook(webhook: 1, due: Timestamp(milliseconds: 0))])
        let next = try WebhookQueueFixture.webhook()
        scheduler.loaded(1, next, at: Timestamp(milliseconds: 1_700_000_000_000))
        #expect(scheduler.isCurrent(1, next) && !scheduler.isCurrent(1, webhook))
    }

    private typealias MakeStep = (@escaping @Sendable () async throws -> Void) -> DeliveryExecutor

    /// `body` is given a delivery that is leased now, and how to make what delivers it, given what happens while the store
    /// confirms.
    private func withStep(
        _ body: (WorkerFixture, LeasedDelivery, PreparedWebhook, ScriptedReceiver, MakeStep) async throws -> Void
    ) async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        var options = WorkerFixture.Options()
        options.startsNow = false
        try await WorkerFixture.with(options) { fixture in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url))
            try await fixture.publish()
            let now = fixture.time.now()
            let leased = try await fixture.store.claim(
                [ClaimRequest(webhook: webhook.id, limit: 1)], at: now, leaseUntil: now + DeliveryDispatcher.lease,
                bodyBytes: 1_000)
            let prepared = try PreparedWebhook(try #require(try await fixture.store.target(webhook.id)))
            try await body(fixture, try #require(leased.first), prepared, receiver) { confirming in
                DeliveryExecutor(
                    store: SlowQueue(store: fixture.store, time: fixture.time, seconds: 0, confirming: confirming),
                    sender: fixture.sender,
                    dispatcher: DeliveryDispatcher(limits: DeliveryScheduler.Limits(), time: fixture.time),
                    time: fixture.time, jitter: { 0 }, defaultSchedule: .standard, metrics: DeliveryMetrics(),
                    logger: Logger(label: "step"))
            }
        }
        await receiver.stop()
    }
}
