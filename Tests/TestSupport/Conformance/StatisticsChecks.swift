import Domain
import Storage
import Testing

extension StoreCheck {
    static let statistics: [StoreCheck] = [
        StoreCheck("statistics count a webhook's attempts hour by hour, and no other webhook's") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            let other = try await fixture.webhook(in: project)
            let later = fixture.now + .hours(2)
            for (time, next) in [(fixture.now, Delivery.Next.delivered), (fixture.now, .failed), (later, .delivered)] {
                try await fixture.publish(in: project, at: time)
                try await fixture.record(try await fixture.claimOne(webhook, at: time), next, at: time)
            }
            func hours(_ webhook: Webhook, since: Timestamp) async throws -> [WebhookHour] {
                try await fixture.store.statistics(of: webhook.id, in: project.number, since: since)
            }
            let all = try await hours(webhook, since: fixture.now)
            #expect(all.map(\.succeeded) == [1, 1] && all.map(\.failed) == [1, 0])
            #expect(all.flatMap { [$0.median, $0.p95] } == Array(repeating: .milliseconds(25), count: 4))
            #expect(all.last?.start.milliseconds == later.milliseconds / 3_600_000 * 3_600_000)
            #expect(try await hours(webhook, since: later) == Array(all.suffix(1)))
            #expect(try await hours(other, since: fixture.now).isEmpty)
            let elsewhere = try await fixture.store.statistics(
                of: webhook.id, in: project.number + 1, since: fixture.now)
            #expect(elsewhere.isEmpty)
        },
        StoreCheck("statistics do not count pings") { fixture in
            let project = try await fixture.project()
            let webhook = try await fixture.webhook(in: project)
            try await fixture.ping(webhook, in: project)
            try await fixture.record(try await fixture.claimOne(webhook), .failed, end: .ping(isTaken: false))
            let hours = try await fixture.store.statistics(of: webhook.id, in: project.number, since: fixture.now)
            #expect(hours.isEmpty)
        },
    ]
}
