import Domain
import Localization
import Storage

/// The page of one delivery.
struct DeliveryView: Sendable {
    var id: String
    var shortID: String
    var path: String
    var eventType: String
    /// The page of its event; nil if an application owns the delivery.
    var eventHref: String?
    /// Nil for the ping of an application's webhook.
    var project: String?
    /// What it is about; nil if that is not an artifact.
    var subject: EventSubjectView?
    var webhook: String
    var webhookHref: String?
    var mark: StatusBadge
    var created: MomentView
    var next: MomentView?
    /// Whether it can be sent again now.
    var canRedeliver: Bool
    var whyNot: String?
    /// Whether there is little reason to send it again.
    var isDelivered: Bool
    /// The event's body as sent, and indented for reading.
    var body: String
    var prettyBody: String
    var attempts: [AttemptView]
    var hasAttempts: Bool
    /// How long the whole width of a timing bar is; nil if there is only one to look at.
    var scale: String?

    init(
        _ delivery: Delivery, _ attempts: [Attempt], _ webhook: Webhook?, _ sent: EventBody?, in owner: Owner,
        isHeard: Bool, _ request: PageRequest
    ) {
        let strings = request.strings
        id = delivery.id.description
        shortID = delivery.id.short
        path = "\(owner.deliveriesPath)/\(id)"
        project = delivery.project
        eventType = delivery.eventType.text
        subject = EventSubjectView(delivery.eventType, sent, in: delivery.project)
        eventHref = owner.kind == .project ? "\(owner.pagePath)/events/\(delivery.event)" : nil
        self.webhook = webhook?.url ?? strings("webhook-gone", ["id": String(delivery.webhook)])
        webhookHref = webhook.map { "\(owner.webhooksPath)/\($0.id)" }
        let last = attempts.last.map {
            AttemptSummary(
                duration: $0.endTime - $0.startTime, status: $0.response?.status, reason: $0.reason)
        }
        mark = request.mark(of: delivery, in: owner, last: last, webhook)
        created = MomentView(delivery.createdAt, now: request.now, strings)
        let hold = delivery.hold(by: webhook, at: request.now)
        next = (hold == nil ? delivery.nextAttemptAt : hold?.until).map { MomentView($0, now: request.now, strings) }
        whyNot = Self.whyNot(delivery, webhook, isHeard: isHeard).map { strings($0) }
        canRedeliver = whyNot == nil
        isDelivered = delivery.state == .delivered
        let bytes = sent?.bytes ?? []
        body = String(decoding: bytes, as: UTF8.self)
        prettyBody = IndentedJSON.text(of: bytes) ?? body
        let longest = attempts.map(\.timings.total).max() ?? .zero
        self.attempts = attempts.reversed().map {
            AttemptView($0, body: String(decoding: bytes, as: UTF8.self), longest: longest, request)
        }
        scale = attempts.count > 1 ? strings("attempts-scale", ["span": SpanText.of(longest)]) : nil
        hasAttempts = !attempts.isEmpty
    }

    private static func whyNot(_ delivery: Delivery, _ webhook: Webhook?, isHeard: Bool) -> String? {
        if delivery.state == .sending { return "not-while-sending" }
        guard let webhook else { return "not-without-webhook" }
        guard webhook.isEnabled || delivery.eventType == .ping else { return "not-while-disabled" }
        return isHeard ? nil : "not-while-no-member"
    }
}
