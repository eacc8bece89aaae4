import Domain
import Storage

/// A delivery in a list.
struct DeliveryRowView: Sendable {
    var id: String
    var href: String
    var shortID: String
    var eventType: CutText
    var webhook: CutText
    var webhookHref: String
    var mark: MarkView
    var created: MomentView
}

extension ProjectVisit {
    /// The rows of a list, with the outcome of each one's latest attempt.
    func rows(_ deliveries: [Delivery], _ webhooks: [Webhook]) async throws -> [DeliveryRowView] {
        let outcomes = try await services.store.outcomes(of: deliveries.map(\.id))
        let known = Dictionary(uniqueKeysWithValues: webhooks.map { ($0.id, $0) })
        return deliveries.map { delivery in
            let webhook = known[delivery.webhook]
            let base = "/\(project.id)"
            return DeliveryRowView(
                id: delivery.id.description, href: "\(base)/deliveries/\(delivery.id)",
                shortID: String(delivery.id.description.prefix(8)), eventType: CutText(delivery.eventType.text),
                webhook: CutText(webhook?.url ?? words("webhook-gone", ["id": String(delivery.webhook)])),
                webhookHref: "\(base)/settings/webhooks/\(delivery.webhook)",
                mark: MarkView(
                    delivery, last: outcomes[delivery.id],
                    attempts: (webhook?.retrySchedule ?? .standard).attempts, now: visit.now, words),
                created: MomentView(delivery.createdAt, now: visit.now, words))
        }
    }
}
