import Domain
import Storage

/// A delivery in a list.
struct DeliveryRowView: FieldedView {
    var id: String
    var href: String
    var shortID: String
    var eventType: CutText
    /// The project of its event, if an application owns the delivery.
    var project: String?
    var webhook: CutText
    var webhookHref: String
    var mark: StatusBadge
    var created: MomentView

    var fields: [String: Any?] {
        [
            "id": id, "href": href, "shortID": shortID, "eventType": eventType, "project": project, "webhook": webhook,
            "webhookHref": webhookHref, "mark": mark, "created": created,
        ]
    }
}

extension PageRequest {
    /// The rows of a list, with the result of each delivery's latest attempt.
    func rows(
        _ deliveries: [Delivery], _ webhooks: [Webhook], in owner: Owner, _ store: any DeliveryLog
    ) async throws -> [DeliveryRowView] {
        let outcomes = try await store.outcomes(of: deliveries.map(\.id))
        let known = Dictionary(uniqueKeysWithValues: webhooks.map { ($0.id, $0) })
        return deliveries.map { delivery in
            let webhook = known[delivery.webhook]
            return DeliveryRowView(
                id: delivery.id.description, href: "\(owner.deliveriesPath)/\(delivery.id)",
                shortID: delivery.id.short, eventType: CutText(delivery.eventType.text),
                project: owner.kind == .application ? delivery.project : nil,
                webhook: CutText(webhook?.url ?? strings("webhook-gone", ["id": String(delivery.webhook)])),
                webhookHref: "\(owner.webhooksPath)/\(delivery.webhook)",
                mark: mark(of: delivery, in: owner, last: outcomes[delivery.id].map(AttemptSummary.init), webhook),
                created: MomentView(delivery.createdAt, now: now, strings))
        }
    }

    func mark(of delivery: Delivery, in owner: Owner, last: AttemptSummary?, _ webhook: Webhook?) -> StatusBadge {
        let status = DeliveryStatus(
            delivery, last: last, webhook: webhook, isOfApplication: owner.kind == .application,
            defaultSchedule: services.configuration.defaultSchedule, at: now)
        return StatusBadge(status, now: now, strings)
    }

    /// Whether the owner may still receive it: an application has to be a member of the project.
    func isHeard(_ delivery: Delivery, by owner: Owner) async throws -> Bool {
        guard case .application(let account) = owner, let slug = delivery.project else { return true }
        guard let project = try await services.store.project(slug) else { return false }
        return try await services.store.role(of: account.id, in: project.number) != nil
    }
}

extension AttemptSummary {
    init(_ outcome: AttemptOutcome) {
        self.init(duration: outcome.duration, status: outcome.status, reason: outcome.reason)
    }
}
