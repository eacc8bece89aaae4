package import Domain
package import Storage
import Synchronization
import Testing

extension StoreCheck {
    private static func observed(_ fixture: StoreFixture) -> RecordingSkips {
        let skips = RecordingSkips()
        fixture.store.observeSkips(skips)
        return skips
    }

    static let observingSkips: [StoreCheck] = [
        StoreCheck("what is skipped because its webhook is disabled or deleted is told once, chunk by chunk") {
            fixture in
            let project = try await fixture.project()
            let disabled = try await fixture.webhook(in: project)
            let deleted = try await fixture.webhook(in: project)
            let publishing = (0..<601).map { _ in Task { try await fixture.publish(in: project) } }
            for published in publishing { _ = try await published.value }
            let skips = observed(fixture)
            try await fixture.disable(disabled, in: project)
            _ = try await fixture.store.deleteWebhook(deleted.id, in: project.number, at: fixture.now)
            #expect(skips.reasons(of: disabled) == [.disabled: 601] && skips.reasons(of: deleted) == [.gone: 601])
            #expect(Set(skips.all.map(\.id)).count == 1_202 && skips.all.allSatisfy { !$0.isNew })
            #expect(skips.chunks.map(\.count).max() == 500)
        },
        StoreCheck("an event that matches a disabled webhook is told as skipped from the start") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.disable(webhook, in: project)
            let skips = observed(fixture)
            try await fixture.publish(in: project)
            let id = try #require(try await fixture.deliveries(in: project).first?.id)
            #expect(skips.all == [SkippedDelivery(id, of: webhook.id, because: .disabled, isNew: true)])
        },
        StoreCheck("what an attempt skips is told: its own delivery, and what waits for the webhook that it disables") {
            fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            for _ in 0..<4 { try await fixture.publish(in: project) }
            let leased = try await fixture.claim(webhook, limit: 3)
            let skips = observed(fixture)
            try await fixture.record(leased[0], .gone)
            #expect(skips.reasons(of: webhook) == [.disabled: 1])
            try await fixture.record(leased[1], .pending(due: fixture.now + .seconds(5)))
            #expect(skips.all.last == SkippedDelivery(leased[1].id, of: webhook.id, because: .disabled))
            _ = try await fixture.store.deleteWebhook(webhook.id, in: project.number, at: fixture.now)
            try await fixture.record(leased[2], .pending(due: fixture.now + .seconds(5)))
            #expect(skips.all.last == SkippedDelivery(leased[2].id, of: webhook.id, because: .gone))
            #expect(skips.all.count == 3)
        },
        StoreCheck("what is given back or rescued to be skipped is told, and a ping that goes on is not") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            for _ in 0..<3 { try await fixture.publish(in: project) }
            let ping = try #require(try await fixture.ping(webhook, in: project).firstDelivery)
            let leased = try await fixture.claim(webhook).filter { $0.id != ping }
            try await fixture.disable(webhook, in: project)
            let skips = observed(fixture)
            try await fixture.store.release([leased[0].lease], at: fixture.now)
            #expect(skips.all == [SkippedDelivery(leased[0].id, of: webhook.id, because: .disabled)])
            _ = try await fixture.store.deleteWebhook(webhook.id, in: project.number, at: fixture.now)
            try await fixture.store.release([leased[1].lease], at: fixture.now)
            #expect(skips.all.last == SkippedDelivery(leased[1].id, of: webhook.id, because: .gone))
            _ = try await fixture.store.rescue(at: fixture.now + .seconds(61), limit: 10)
            #expect(Set(skips.all.map(\.id)) == Set(leased.map(\.id) + [ping]))
            #expect(skips.all.count == 4)
        },
        StoreCheck("what is skipped because a membership ended is told") { fixture in
            let project = try await fixture.project()
            let robot = try await fixture.store.createApplication(name: "robot", at: fixture.now, once: nil).value
            let owner = WebhookOwner.application(robot.id)
            let webhook = try await fixture.store.createWebhook(.plain, in: owner, at: fixture.now, once: nil).value
            try await fixture.store.setRole(.read, of: robot.id, in: project.number, at: fixture.now)
            for _ in 0..<4 { try await fixture.publish(in: project) }
            let leased = try await fixture.claim(webhook, limit: 3)
            let skips = observed(fixture)
            try await fixture.store.setRole(nil, of: robot.id, in: project.number, at: fixture.now)
            #expect(skips.reasons(of: webhook) == [.membership: 1])
            try await fixture.store.release([leased[0].lease], at: fixture.now)
            try await fixture.record(leased[1], .pending(due: fixture.now + .seconds(5)))
            #expect(skips.reasons(of: webhook) == [.membership: 3])
            try await fixture.record(leased[2], .delivered)
            #expect(skips.all.count == 3 && Set(skips.all.map(\.id)).isSuperset(of: leased.prefix(2).map(\.id)))
        },
        StoreCheck("what is not committed is not told") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.disable(webhook, in: project)
            let skips = observed(fixture)
            let key = IdempotencyKey(account: 1, method: "POST", path: "/events", key: "k", bodyHash: [1])
            let once = Once<Accepted>(key: key) { _ in StoredAnswer(status: 202, body: []) }
            let event = NewEvent.sample("bundle:finished", in: project)
            for _ in 0..<2 { _ = try await fixture.store.accept(event, at: fixture.now, once: once) }
            #expect(skips.all.count == 1)
        },
    ]
}

/// Keeps what it is told.
package final class RecordingSkips: SkipObserver {
    private let kept = Mutex<[[SkippedDelivery]]>([])

    package init() {}

    /// Those of each transaction.
    package var chunks: [[SkippedDelivery]] { kept.withLock { $0 } }
    package var all: [SkippedDelivery] { chunks.flatMap(\.self) }

    package func reasons(of webhook: Webhook) -> [SkippedDelivery.Reason: Int] {
        Dictionary(grouping: all.filter { $0.webhook == webhook.id }, by: \.reason).mapValues(\.count)
    }

    package func skipped(_ deliveries: [SkippedDelivery]) {
        kept.withLock { $0.append(deliveries) }
    }
}
