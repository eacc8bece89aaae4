import Domain
import Storage
import Testing

@testable import Delivery

/// Webhooks and deliveries for tests of the decision logic.
enum WebhookQueueFixture {
    static let start = Timestamp(milliseconds: 1_700_000_000_000)

    static func webhook(
        _ id: Webhook.ID = 1, of owner: WebhookOwner = .project(1), url: String? = nil, maxConcurrency: Int = 2,
        rateLimit: Int? = nil, health: WebhookHealth = .good
    ) throws -> PreparedWebhook {
        try PreparedWebhook(
            WebhookTarget(
                id: id, owner: owner, revision: 1, url: url ?? "https://hooks.example.com/\(id)", isEnabled: true,
                secrets: [], headers: [], schedule: .standard, timeout: .seconds(30), maxConcurrency: maxConcurrency,
                rateLimit: rateLimit, health: health))
    }

    static func delivery(
        _ number: UInt64, of webhook: Webhook.ID = 1, bytes: Int? = nil, eventType: EventType = .bundleFinished
    ) -> LeasedDelivery {
        LeasedDelivery(
            lease: Lease(delivery: DeliveryID(high: 0, low: number), token: Int64(number)),
            leaseUntil: start + DeliveryDispatcher.lease, webhook: webhook, webhookRevision: 1,
            project: "perfsee", event: 1, eventType: eventType, attemptCount: 0, scheduleIndex: 1, createdAt: start,
            body: bytes.map { EventBody(stored: [UInt8](repeating: 65, count: $0)) })
    }

    static func deliveries(_ numbers: ClosedRange<UInt64>, of webhook: Webhook.ID = 1) -> [LeasedDelivery] {
        numbers.map { delivery($0, of: webhook) }
    }

    /// Five consecutive failures at `start`: the circuit is open, with the first probe after 5 s.
    static var circuitOpen: WebhookHealth {
        (1...5).reduce(WebhookHealth.good) { health, _ in health.after(.failed, at: start) }
    }
}

extension DeliveryScheduler {
    /// A scheduler that knows these webhooks.
    static func knowing(_ webhooks: [PreparedWebhook], limits: Limits = Limits()) -> DeliveryScheduler {
        var scheduler = DeliveryScheduler(limits: limits)
        let now = WebhookQueueFixture.start
        let due = webhooks.map { DueWebhook(webhook: $0.target.id, due: now + .hours(1)) }
        _ = scheduler.pending(due)
        for webhook in webhooks { scheduler.loaded(webhook.target.id, webhook, at: now) }
        return scheduler
    }

    /// Claims what `plan` asks for, from the given deliveries.
    mutating func fill(
        _ webhook: Webhook.ID, _ deliveries: [LeasedDelivery], at now: Timestamp
    ) -> (starts: [Start], back: [LeasedDelivery]) {
        claimed([ClaimRequest(webhook: webhook, limit: deliveries.count)], deliveries, at: now)
    }
}

extension [DeliveryScheduler.Start] {
    /// The numbers of the deliveries that start.
    var numbers: [UInt64] { map(\.delivery.id.low) }
}

extension [LeasedDelivery] {
    var numbers: [UInt64] { map(\.id.low) }
}
