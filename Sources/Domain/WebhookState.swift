/// What people are told about a webhook: whether deliveries are sent, or why not. The same on the pages and on the
/// command line.
package enum WebhookState: Hashable, Sendable {
    case enabled
    /// Its circuit is open.
    case failing
    case disabled(Webhook.DisabledReason)

    /// - Parameters:
    ///   - disabled: why it is disabled; nil if it is enabled.
    ///   - isCircuitOpen: false where that is not known, as in the API.
    package init(disabled: Webhook.DisabledReason?, isCircuitOpen: Bool) {
        self =
            if let disabled { .disabled(disabled) } else if isCircuitOpen { .failing } else { .enabled }
    }

    package init(of webhook: Webhook) {
        self.init(disabled: webhook.disabledReason, isCircuitOpen: webhook.health.isCircuitOpen)
    }
}
