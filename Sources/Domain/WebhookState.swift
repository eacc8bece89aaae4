/// What people are told about a webhook: whether deliveries are sent, or why not. The same on the pages and on the
/// command line.
package enum WebhookState: Hashable, Sendable {
    case enabled
    /// Its circuit is open.
    case failing
    /// The receiver has asked to wait.
    case throttled
    case disabled(Webhook.DisabledReason)

    /// - Parameters:
    ///   - disabled: why it is disabled; nil if it is enabled.
    ///   - health: good where it is not known, as in the API.
    package init(disabled: Webhook.DisabledReason?, health: WebhookHealth) {
        self =
            if let disabled {
                .disabled(disabled)
            } else if health.isCircuitOpen {
                .failing
            } else {
                health.isProbing ? .throttled : .enabled
            }
    }

    package init(of webhook: Webhook) {
        self.init(disabled: webhook.disabledReason, health: webhook.health)
    }
}
