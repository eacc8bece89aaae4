import Domain
import Storage
import Testing

@testable import Delivery

/// Receivers that answer 200 after 28 s count as healthy forever: only the sharing of places keeps them in check.
@Suite("Slow neighbors")
struct NeighborTests {
    struct Crowd: Sendable, CustomTestStringConvertible {
        var exchanges = 1_024
        var projects = 1
        var webhooks = 5
        /// Whether all webhooks have one origin, like those of a popular service.
        var sharesOrigin = false

        var testDescription: String {
            "\(projects) projects with \(webhooks) slow webhooks each, \(exchanges) exchanges"
                + (sharesOrigin ? ", one origin" : "")
        }

        /// How many concurrent exchanges the slow webhooks may have.
        var most: Int {
            let places = sharesOrigin ? 320 : exchanges
            return min(projects * webhooks * 256, (places - Places(total: places).reserve) * 8 / 9)
        }

        func url(_ id: Webhook.ID) -> String { sharesOrigin ? "https://one.example" : "https://h\(id).example" }

        func slow() throws -> [SchedulerSimulation.Load] {
            try (1...projects).flatMap { project in
                try (1...webhooks).map { number in
                    let id = Int64(project * 1_000 + number)
                    let webhook = try WebhookQueueFixture.webhook(
                        id, of: .project(Int64(project)), url: url(id), maxConcurrency: 256)
                    return SchedulerSimulation.Load(webhook: webhook, answersAfter: 28_000)
                }
            }
        }

        func healthy(of owner: WebhookOwner, every: Int64) throws -> SchedulerSimulation.Load {
            SchedulerSimulation.Load(
                webhook: try WebhookQueueFixture.webhook(1, of: owner, url: url(1), maxConcurrency: 8),
                answersAfter: 12,
                every: every)
        }
    }

    private static let crowds = [
        Crowd(), Crowd(webhooks: 1), Crowd(webhooks: 100), Crowd(projects: 20), Crowd(projects: 20, webhooks: 100),
        Crowd(exchanges: 256, projects: 5), Crowd(exchanges: 64), Crowd(exchanges: 64, webhooks: 100),
        Crowd(exchanges: 64, projects: 10), Crowd(sharesOrigin: true), Crowd(projects: 5, sharesOrigin: true),
    ]

    @Test("Slow neighbors do not delay another project's webhook, from the first moment on", arguments: crowds)
    func another(crowd: Crowd) throws {
        let loads = try crowd.slow() + [crowd.healthy(of: .project(999), every: 20)]
        var simulation = SchedulerSimulation(loads, exchanges: crowd.exchanges)
        simulation.run(until: 120_000, healthyFrom: 5)
        #expect(simulation.waits.count > 5_900)
        #expect(simulation.p99 < 100 && (simulation.waits.max() ?? .max) < 1_000)
        #expect(simulation.peak >= crowd.most * 4 / 5, "nearly all that may be used is")
    }

    @Test("Slow neighbors do not delay a healthy webhook of the same project", arguments: [5, 50])
    func same(webhooks: Int) throws {
        let crowd = Crowd(webhooks: webhooks)
        let loads = try crowd.slow() + [crowd.healthy(of: .project(1), every: 50)]
        var simulation = SchedulerSimulation(loads, exchanges: 1_024)
        simulation.run(until: 120_000, healthyFrom: 5)
        #expect(simulation.waits.count > 2_300 && simulation.p99 < 100)
    }

    @Test("A healthy project's burst goes out at the concurrency of its webhook")
    func burst() throws {
        let crowd = Crowd()
        // One event per millisecond with receivers that take 12: more than one exchange has to be in flight.
        let loads = try crowd.slow() + [crowd.healthy(of: .project(999), every: 2)]
        var simulation = SchedulerSimulation(loads, exchanges: 1_024)
        simulation.run(until: 60_000, healthyFrom: 5)
        #expect(simulation.p99 < 100)
    }

    @Test("Slow neighbors lease no more ahead than they get places for")
    func leases() throws {
        var limits = DeliveryScheduler.Limits()
        limits.exchanges = 64
        let webhooks = try (1...4).map {
            try WebhookQueueFixture.webhook($0, url: "https://h\($0).example", maxConcurrency: 256)
        }
        var scheduler = DeliveryScheduler.knowing(webhooks, limits: limits)
        let now = WebhookQueueFixture.start
        for webhook: Webhook.ID in 1...4 {
            _ = scheduler.fill(webhook, WebhookQueueFixture.deliveries(1...40, of: webhook), at: now)
        }
        _ = scheduler.pending((1...4).map { DueWebhook(webhook: $0, due: now) })
        let underWay = (1...4).map { scheduler.queues[$0]?.exchanges ?? 0 }
        #expect(underWay == [40, 3, 1, 1] && underWay.reduce(0, +) == scheduler.exchanges)
        // The first has everything it asked for; the others wait with what they have.
        #expect(scheduler.plan(at: now).claims == [ClaimRequest(webhook: 1, limit: 256)])
        _ = scheduler.fill(1, WebhookQueueFixture.deliveries(101...356), at: now)
        _ = scheduler.pending([DueWebhook(webhook: 1, due: now)])
        for _ in 0..<8 { _ = scheduler.ended(1, .taken(), took: .seconds(28), at: now) }
        #expect(scheduler.plan(at: now).claims.isEmpty && (scheduler.queues[1]?.capacity ?? 256) <= 48)
    }
}
