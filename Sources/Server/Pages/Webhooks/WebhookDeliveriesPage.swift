import Domain
import Hummingbird
import Storage

/// The tab of a webhook with its recent deliveries.
struct WebhookDeliveriesPage: Sendable {
    /// How many of a webhook's latest deliveries it shows.
    static let shownDeliveries = 20
    /// How many of its latest replays.
    static let shownReplays = 5

    let services: Services
    let store: any WebhookStore & DeliveryLog & ReplayStore & StatisticsStore
    let kind: OwnerKind

    var routes: [PageRoute] { [.get(services, "\(kind.settings)/webhooks/{id}/deliveries", show)] }

    @Sendable private func show(_ request: PageRequest) async throws -> Response {
        let (request, owner, webhook) = try await request.webhook(kind, in: store)
        let deliveries = try await store.deliveries(
            in: owner.key, matching: DeliveryFilter(webhook: webhook.id), before: nil, limit: Self.shownDeliveries)
        let view = WebhookDeliveriesView(
            webhook, in: owner, request, rows: try await request.rows(deliveries, [webhook], in: owner, store),
            replays: try await store.replays(of: webhook.id, in: owner.key, limit: Self.shownReplays),
            hours: try await store.statistics(
                of: webhook.id, in: owner.key, since: services.now - .hours(HoursView.hours)))
        let title = "\(request.strings("tab-deliveries")) · \(webhook.url)"
        return request.render("webhook-deliveries", title: title, current: "webhooks", view)
    }
}
