import PerfseeSDK

/// A webhook as text.
struct WebhookText {
    let webhook: Webhook

    init(_ webhook: Webhook) {
        self.webhook = webhook
    }

    var state: String {
        guard !webhook.enabled else { return "enabled" }
        return switch webhook.disabledReason {
        case "gone": "disabled (410 Gone)"
        case "failing": "disabled after 5 days of failures"
        default: "disabled"
        }
    }

    var lastAttempt: String {
        LastAttemptText(webhook.lastDelivery).description
    }

    var facts: FactSheet {
        var facts = FactSheet()
        facts.add("webhook", "\(webhook.id)")
        facts.add("url", webhook.url)
        facts.add("state", state)
        facts.add("event type", webhook.eventType)
        facts.add("secret", webhook.hasSecret ? "set" : "none: deliveries are not signed")
        facts.add("description", webhook.description)
        facts.add("headers", webhook.headers?.names.joined(separator: ", "))
        facts.add("waits", webhook.retrySchedule.map { $0.map { "\($0) s" }.joined(separator: ", ") })
        facts.add("timeout", webhook.timeout.map { "\($0) s" })
        facts.add("at once", webhook.maxConcurrency.map(String.init))
        facts.add("rate limit", webhook.rateLimit.map { "\($0) a second" })
        facts.add("last attempt", lastAttempt)
        facts.add("created", Moment(webhook.createdAt).relative)
        return facts
    }
}
