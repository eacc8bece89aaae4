package import Domain
package import Storage
import Synchronization
import Testing

extension StoreCheck {
    static let handover: [StoreCheck] = [
        StoreCheck("what the worker has room for is leased to it when it is accepted, and taken after the commit") {
            fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            let until = fixture.now + .seconds(60)
            let worker = RecordingHandover(room: 1, until: until)
            fixture.store.attach(worker)
            let accepted = try await fixture.publish(in: project)
            let taken = try #require(worker.taken.first)
            #expect(worker.taken.count == 1 && worker.cancelled.isEmpty && worker.pending.isEmpty)
            #expect(taken.id == accepted.firstDelivery && taken.leaseUntil == until && taken.webhook == webhook.id)
            #expect(taken.project == "perfsee" && taken.scheduleIndex == 1 && taken.attemptCount == 0)
            #expect(taken.event == accepted.event)
            #expect(try await fixture.store.body(of: accepted.event) == taken.body)
            #expect(try await fixture.store.target(webhook.id)?.revision == taken.webhookRevision)
            #expect(try await fixture.state(of: taken.id, in: project) == .sending)
            #expect(try await fixture.claim(webhook).isEmpty)
            #expect(try await fixture.record(taken, .delivered).leaseHeld)
        },
        StoreCheck("what the worker has no room for is pending, and it is told so") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            let worker = RecordingHandover(room: 0, until: fixture.now + .seconds(60))
            fixture.store.attach(worker)
            let accepted = try await fixture.publish(in: project)
            #expect(worker.taken.isEmpty)
            #expect(worker.pending == [DueWebhook(webhook: webhook.id, due: fixture.now)])
            #expect(accepted.deliveries == 1)
            #expect(try await fixture.claimOne(webhook).id == accepted.firstDelivery)
        },
        StoreCheck("a repeat of an accepted event takes no room") { fixture in
            let project = try await fixture.project()
            _ = try await fixture.webhook(in: project)
            let worker = RecordingHandover(room: 5, until: fixture.now + .seconds(60))
            fixture.store.attach(worker)
            let key = IdempotencyKey(account: 1, method: "POST", path: "/events", key: "k", bodyHash: [1])
            let once = Once<Accepted>(key: key) { _ in StoredAnswer(status: 202, body: []) }
            let event = NewEvent.sample("bundle:finished", in: project)
            _ = try await fixture.store.accept(event, at: fixture.now, once: once).value
            let repeated = try await fixture.store.accept(event, at: fixture.now, once: once)
            guard case .repeated = repeated else { throw UnexpectedReply(description: "\(repeated)") }
            #expect(worker.reserved == 1 && worker.taken.count == 1)
        },
        StoreCheck("the worker is told of a webhook that was changed, disabled or deleted") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            let other = try await fixture.webhook(in: project)
            let worker = RecordingHandover(room: 0, until: fixture.now)
            fixture.store.attach(worker)
            try await fixture.disable(webhook, in: project)
            _ = try await fixture.store.deleteWebhook(webhook.id, in: project.number, at: fixture.now)
            #expect(worker.changed == [webhook.id, webhook.id])
            _ = try await fixture.store.deleteProject(project.number, at: fixture.now)
            #expect(worker.changed == [webhook.id, webhook.id, other.id])
        },
        StoreCheck("a redelivery is announced as pending") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.publish(in: project)
            let leased = try await fixture.claimOne(webhook)
            try await fixture.record(leased, .delivered)
            let worker = RecordingHandover(room: 5, until: fixture.now)
            fixture.store.attach(worker)
            _ = try await fixture.store.redeliver(leased.id, in: project.number, at: fixture.now, once: nil)
            #expect(worker.pending == [DueWebhook(webhook: webhook.id, due: fixture.now, isUrgent: true)])
        },
    ]
}

/// A worker with room for a number of deliveries, which records what it is told.
package final class RecordingHandover: DeliveryHandover {
    private struct State {
        var room: Int
        var reserved = 0
        var taken: [LeasedDelivery] = []
        var cancelled: [Webhook.ID] = []
        var pending: [DueWebhook] = []
        var changed: [Webhook.ID] = []
    }

    private let until: Timestamp
    private let state: Mutex<State>

    package init(room: Int, until: Timestamp) {
        self.until = until
        state = Mutex(State(room: room))
    }

    package var reserved: Int { state.withLock { $0.reserved } }
    package var taken: [LeasedDelivery] { state.withLock { $0.taken } }
    package var cancelled: [Webhook.ID] { state.withLock { $0.cancelled } }
    package var pending: [DueWebhook] { state.withLock { $0.pending } }
    package var changed: [Webhook.ID] { state.withLock { $0.changed } }

    package func reserve(_ webhook: Webhook.ID, bytes: Int, isUrgent: Bool, at now: Timestamp) -> Timestamp? {
        state.withLock { state in
            guard state.room > 0 else { return nil }
            state.room -= 1
            state.reserved += 1
            return until
        }
    }

    package func take(_ deliveries: [LeasedDelivery]) { state.withLock { $0.taken += deliveries } }
    package func cancel(_ webhook: Webhook.ID, bytes: Int) { state.withLock { $0.cancelled.append(webhook) } }
    package func pending(_ due: [DueWebhook]) { state.withLock { $0.pending += due } }
    package func changed(_ webhook: Webhook.ID) { state.withLock { $0.changed.append(webhook) } }
}
