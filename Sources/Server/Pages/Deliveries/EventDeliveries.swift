import Domain
import Storage

extension PageRequest {
    /// The project's own deliveries of an event. A delivery's id begins with the time of its event, so few rows are
    /// scanned.
    func deliveries(
        of event: Event, in project: Project, _ store: any WebhookStore & DeliveryLog
    ) async throws -> [DeliveryRowView] {
        let filter = DeliveryFilter(
            eventType: EventTypeExpression(event.eventType.text), since: event.createdAt,
            until: event.createdAt + .milliseconds(1))
        let owner = Owner.project(project)
        let found = try await store.deliveries(
            in: owner.key, matching: filter, before: nil, limit: Webhook.maximumPerProject)
        let webhooks = try await store.webhooks(in: owner.key, before: nil, limit: Webhook.maximumPerProject)
        return try await rows(found.filter { $0.event == event.id }, webhooks, in: owner, store)
    }
}
