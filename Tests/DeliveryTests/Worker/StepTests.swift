import Domain
import Logging
import Storage
import TestSupport
import Testing

@testable import Delivery

@Suite("Executing one delivery")
struct StepTests {
    @Test("A delivery is given back if its webhook was disabled after the claim")
    func disabledSince() async throws {
        try await withStep { fixture, step, receiver in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url))
            let stale = try #require(try await step.load(webhook.id))
            var changes = WebhookChanges()
            changes.description = "Changed, so that it has to be loaded anew."
            _ = try await fixture.store.updateWebhook(
                webhook.id, in: fixture.project.number, changes, at: fixture.start)
            let leased = try await claim(webhook, fixture)
            try await fixture.setEnabled(false, webhook)
            await step.deliver(DeliveryScheduler.Start(delivery: leased, webhook: stale))
            #expect(receiver.requests.isEmpty)
            #expect(try await fixture.delivery(leased.id).state == .skipped)
        }
    }

    @Test("A delivery is given back if its lease would expire before the exchange has to end")
    func oldLease() async throws {
        try await withStep { fixture, step, receiver in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url, timeout: .seconds(30)))
            let prepared = try #require(try await step.load(webhook.id))
            let leased = try await claim(webhook, fixture)
            fixture.time.advance(seconds: 80.001)
            await step.deliver(DeliveryScheduler.Start(delivery: leased, webhook: prepared))
            #expect(receiver.requests.isEmpty)
            let again = try await claim(webhook, fixture, publishing: false)
            fixture.time.advance(seconds: 80)
            await step.deliver(DeliveryScheduler.Start(delivery: again, webhook: prepared))
            #expect(receiver.requests.count == 1)
            #expect(try await fixture.delivery(leased.id).state == .delivered)
        }
    }

    @Test("A delivery is given back if its lease became too old while its body was read")
    func slowBody() async throws {
        try await withStep { fixture, step, receiver in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url, timeout: .seconds(30)))
            let prepared = try #require(try await step.load(webhook.id))
            let leased = try await claim(webhook, fixture)
            let slow = self.step(fixture, SlowQueue(store: fixture.store, time: fixture.time, seconds: 80.001))
            await slow.deliver(DeliveryScheduler.Start(delivery: leased, webhook: prepared))
            #expect(receiver.requests.isEmpty)
            #expect(try await fixture.delivery(leased.id).state == .pending)
        }
    }

    @Test("A delivery is given back if its share became too short while its body was read")
    func shortShare() async throws {
        try await withStep { fixture, step, receiver in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url, timeout: .seconds(30)))
            let prepared = try #require(try await step.load(webhook.id))
            let share = HeldQuota.part(concurrency: 4, until: fixture.start + .seconds(60))
            let leased = try await claim(webhook, fixture)
            let slow = self.step(fixture, SlowQueue(store: fixture.store, time: fixture.time, seconds: 25.001))
            await slow.deliver(DeliveryScheduler.Start(delivery: leased, webhook: prepared, share: share))
            #expect(receiver.requests.isEmpty)
            #expect(try await fixture.delivery(leased.id).state == .pending)
        }
    }

    @Test("A delivery whose event body is gone keeps its lease, so that it is not claimed again at once")
    func missingBody() async throws {
        try await withStep { fixture, step, receiver in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url, timeout: .seconds(30)))
            let prepared = try #require(try await step.load(webhook.id))
            var leased = try await claim(webhook, fixture)
            leased.body = nil
            leased.event += 1_000
            await step.deliver(DeliveryScheduler.Start(delivery: leased, webhook: prepared))
            #expect(receiver.requests.isEmpty)
            #expect(try await fixture.delivery(leased.id).state == .sending)
        }
    }

    @Test("An exchange ends only once there is room for its result, and that is free again when it is written")
    func roomForResult() async throws {
        try await withStep { fixture, _, receiver in
            let room = ResultRoom(limit: 1)
            let step = self.step(fixture, fixture.store, room: room)
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url))
            let prepared = try #require(try await step.load(webhook.id))
            let leased = try await claim(webhook, fixture)
            await room.take()
            async let delivered: Void = step.deliver(DeliveryScheduler.Start(delivery: leased, webhook: prepared))
            try await fixture.eventually("the result waits") { room.waiting == 1 }
            #expect(receiver.requests.count == 1)
            #expect(try await fixture.delivery(leased.id).state == .sending)
            room.giveBack(1)
            await delivered
            #expect(try await fixture.delivery(leased.id).state == .delivered)
            #expect(room.free == 1)
        }
    }

    @Test("An aborted exchange does not count, but one with a response does")
    func brokenOff() {
        let timings = Attempt.Timings(total: .milliseconds(1))
        let response = Attempt.Response(status: 204, headers: [], body: [], isTruncated: false)
        let failed = Exchange(outcome: .failed(.reset, .canceled), timings: timings)
        let answered = Exchange(outcome: .answered(response), timings: timings)
        #expect(DeliveryExecutor.isBrokenOff(failed, isCancelled: true))
        #expect(!DeliveryExecutor.isBrokenOff(answered, isCancelled: true))
        #expect(!DeliveryExecutor.isBrokenOff(failed, isCancelled: false))
        #expect(!DeliveryExecutor.isBrokenOff(answered, isCancelled: false))
    }

    private func withStep(
        _ body: (WorkerFixture, DeliveryExecutor, ScriptedReceiver) async throws -> Void
    ) async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        var options = WorkerFixture.Options()
        options.startsNow = false
        try await WorkerFixture.with(options) { fixture in
            try await body(fixture, step(fixture, fixture.store), receiver)
        }
        await receiver.stop()
    }

    private func step(
        _ fixture: WorkerFixture, _ store: any DeliveryQueue,
        room: ResultRoom = ResultRoom(limit: DeliveryExecutor.maximumUnwritten)
    ) -> DeliveryExecutor {
        DeliveryExecutor(
            store: store, sender: fixture.sender,
            dispatcher: DeliveryDispatcher(limits: DeliveryScheduler.Limits(), time: fixture.time),
            time: fixture.time, jitter: { 0 }, defaultSchedule: .standard, metrics: DeliveryMetrics(),
            room: room, logger: Logger(label: "step"))
    }

    private func claim(
        _ webhook: Webhook, _ fixture: WorkerFixture, publishing: Bool = true
    ) async throws -> LeasedDelivery {
        if publishing { try await fixture.publish() }
        let now = fixture.time.now()
        let leased = try await fixture.store.claim(
            [ClaimRequest(webhook: webhook.id, limit: 1)], at: now,
            leaseUntil: now + DeliveryDispatcher.lease, bodyBytes: 0)
        return try #require(leased.first)
    }
}
