import Domain
import Metrics

/// What an operator monitors about the worker. Pings are not counted: they say nothing about events. Created once, because looking up a counter costs more than counting.
struct DeliveryMetrics: Sendable {
    private let lostLeases = Counter(label: "perfsee_delivery_leases_lost_total")
    private let disabledWebhooks = Counter(label: "perfsee_webhooks_disabled_total")
    private let delivered = Counter(label: "perfsee_delivery_attempts_total", dimensions: [("outcome", "delivered")])
    private let failed: [FailureReason: Counter]
    private let duration = Timer(label: "perfsee_delivery_attempt_duration")
    private let deliveriesDelivered = Counter(label: "perfsee_deliveries_total", dimensions: [("outcome", "delivered")])
    private let deliveriesFailed = Counter(label: "perfsee_deliveries_total", dimensions: [("outcome", "failed")])
    private let owners = OwnerMetrics()

    init() {
        let pairs = FailureReason.allCases.map { reason in
            (reason, Counter(label: "perfsee_delivery_attempts_total", dimensions: [("outcome", reason.rawValue)]))
        }
        failed = Dictionary(uniqueKeysWithValues: pairs)
    }

    func count(_ attempt: Attempt) {
        (attempt.reason.flatMap { failed[$0] } ?? delivered).increment()
        duration.record(duration: attempt.timings.total)
    }

    /// A delivery whose lease held was left in this state.
    func count(_ next: Delivery.Next, of webhook: Webhook.ID, in project: String) {
        switch next {
        case .pending: break
        case .delivered:
            deliveriesDelivered.increment()
            owners.count(.delivered, of: webhook, in: project)
        case .failed, .gone:
            deliveriesFailed.increment()
            owners.count(.failed, of: webhook, in: project)
        }
    }

    func countLostLease() {
        lostLeases.increment()
    }

    func countDisabledWebhook() {
        disabledWebhooks.increment()
    }
}
