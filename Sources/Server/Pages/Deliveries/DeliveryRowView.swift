import Domain
import Localization
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
    /// What it is about; nil if that is not an artifact.
    var subject: EventSubjectView?
    /// Without the result of its latest attempt, which has columns of its own.
    var mark: StatusBadge
    /// The status of the latest response, or why there was none.
    var result: String
    /// How long the latest attempt took.
    var duration: String
    var created: MomentView

    var fields: [String: Any?] {
        [
            "id": id, "href": href, "shortID": shortID, "eventType": eventType, "project": project, "webhook": webhook,
            "webhookHref": webhookHref, "subject": subject, "mark": mark, "result": result, "duration": duration,
            "created": created,
        ]
    }
}

extension PageRequest {
    /// The rows of a list, with the result of each delivery's latest attempt.
    func rows(
        _ deliveries: [Delivery], _ webhooks: [Webhook], in owner: Owner, _ store: any DeliveryLog
    ) async throws -> [DeliveryRowView] {
        let outcomes = try await store.outcomes(of: deliveries.map(\.id))
        let bodies = try await store.bodies(
            of: deliveries.filter { EventSubjectView.isAboutArtifacts($0.eventType) }.map(\.event),
            upTo: EventSubjectView.longestBody)
        let known = Dictionary(uniqueKeysWithValues: webhooks.map { ($0.id, $0) })
        return deliveries.map { delivery in
            let webhook = known[delivery.webhook]
            let last = outcomes[delivery.id].map(AttemptSummary.init)
            return DeliveryRowView(
                id: delivery.id.description, href: "\(owner.deliveriesPath)/\(delivery.id)",
                shortID: delivery.id.short, eventType: CutText(delivery.eventType.text),
                project: owner.kind == .application ? delivery.project : nil,
                webhook: webhook.map { CutText(url: $0.url) }
                    ?? CutText(strings("webhook-gone", ["id": String(delivery.webhook)])),
                webhookHref: "\(owner.webhooksPath)/\(delivery.webhook)",
                subject: EventSubjectView(delivery.eventType, bodies[delivery.event], in: delivery.project),
                mark: mark(of: delivery, in: owner, last: nil, webhook), result: last.map { strings($0.result) } ?? "–",
                duration: last?.duration.map(SpanText.of) ?? "–",
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
