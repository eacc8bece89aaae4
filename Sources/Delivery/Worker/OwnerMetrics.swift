import Domain
import Metrics
import Synchronization

/// How the deliveries of each project and webhook end, for an instance admin to see. The number of series is bounded:
/// whatever comes later is counted together.
final class OwnerMetrics: Sendable {
    /// The maximum number of series.
    static let limit = 1_000
    /// What stands for a project and a webhook that have no series of their own.
    static let others = "other"

    enum Outcome: String {
        case delivered, failed
    }

    private struct Key: Hashable {
        var project: String
        var webhook: String
        var outcome: Outcome
    }

    private let factory: any MetricsFactory
    private let limit: Int
    private let counters = Mutex<[Key: Counter]>([:])

    init(factory: any MetricsFactory = MetricsSystem.factory, limit: Int = OwnerMetrics.limit) {
        self.factory = factory
        self.limit = limit
    }

    /// - Parameter project: the slug of the event's project; empty for the ping of an application's webhook.
    func count(_ outcome: Outcome, of webhook: Webhook.ID, in project: String) {
        let own = Key(project: project, webhook: "\(webhook)", outcome: outcome)
        let counter = counters.withLock { counters in
            if let known = counters[own] { return known }
            let hasRoom = counters.count < limit
            let key = hasRoom ? own : Key(project: Self.others, webhook: Self.others, outcome: outcome)
            let counter = counters[key] ?? make(key)
            counters[key] = counter
            return counter
        }
        counter.increment()
    }

    private func make(_ key: Key) -> Counter {
        Counter(
            label: "perfsee_webhook_deliveries_total",
            dimensions: [("project", key.project), ("webhook", key.webhook), ("outcome", key.outcome.rawValue)],
            factory: factory)
    }
}
