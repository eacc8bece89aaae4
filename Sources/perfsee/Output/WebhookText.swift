import Domain
import Localization
import PerfseeSDK

/// A webhook as text.
struct WebhookText {
    let webhook: PerfseeSDK.Webhook

    init(_ webhook: PerfseeSDK.Webhook) {
        self.webhook = webhook
    }

    var state: String {
        let state = webhookState
        let text = "\(state.symbol) \(state.text.en)"
        guard let next = webhook.nextTryAt else { return text }
        return "\(text), next try \(Moment(next).relative)"
    }

    /// An older server says only whether it is enabled.
    private var webhookState: WebhookState {
        guard webhook.enabled else {
            return .disabled(webhook.disabledReason.flatMap(Domain.Webhook.DisabledReason.init(rawValue:)) ?? .manual)
        }
        switch webhook.health.flatMap(Domain.Webhook.HealthCode.init(rawValue:)) {
        case .failing: return .failing
        case .paused: return .paused(nil)
        case .ok, .disabled, nil: return .enabled
        }
    }

    /// Says on standard error what is probably a mistake.
    func warn() {
        for warning in webhook.warnings ?? [] { Terminal.warn("Warning: \(warning.message.plain)") }
    }

    var lastAttempt: String {
        LastAttemptText(webhook.lastDelivery).description
    }

    var facts: FactSheet {
        var facts = FactSheet()
        facts.add("webhook", "\(webhook.id)")
        facts.add("url", webhook.url)
        facts.add("state", state)
        facts.add("failing since", webhook.failingSince.map { Moment($0).relative })
        facts.add("event type", webhook.eventType)
        facts.add("secret", webhook.hasSecret ? "set" : "none: deliveries are not signed")
        if webhook.hasPreparedSecret == true {
            facts.add("new secret", "prepared: signs nothing until it is switched to")
        }
        facts.add("description", webhook.description)
        facts.add("headers", webhook.headers?.names.joined(separator: ", "))
        facts.add("retry schedule", webhook.retrySchedule.map { $0.map { "\($0) s" }.joined(separator: ", ") })
        facts.add("timeout", webhook.timeout.map { "\($0) s" })
        facts.add("max concurrency", webhook.maxConcurrency.map(String.init))
        facts.add("rate limit", webhook.rateLimit.map { "\($0) per second" })
        facts.add("http version", webhook.httpVersion)
        facts.add("last attempt", lastAttempt)
        facts.add("created", Moment(webhook.createdAt).relative)
        return facts
    }
}
