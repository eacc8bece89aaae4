/// What people are told about a webhook: whether deliveries are sent, or why not. The same on the pages and on the
/// command line.
package enum WebhookState: Hashable, Sendable {
    case enabled
    /// The last attempt failed; deliveries go on.
    case failing
    /// Deliveries wait while one at a time is tried: the circuit is open, or the receiver has asked to wait. The cause is nil
    /// where it is not known, as in the API.
    case paused(DeliveryHold.Cause?)
    case disabled(Webhook.DisabledReason)

    /// - Parameter disabled: why it is disabled; nil if it is enabled.
    package init(disabled: Webhook.DisabledReason?, health: WebhookHealth) {
        self =
            if let disabled {
                .disabled(disabled)
            } else if let cause = health.holdCause {
                .paused(cause)
            } else {
                health.failures > 0 ? .failing : .enabled
            }
    }

    package init(of webhook: Webhook) {
        self.init(disabled: webhook.disabledReason, health: webhook.health)
    }

    /// Whether somebody should look after it.
    package var isInTrouble: Bool { self != .enabled && self != .disabled(.manual) }
}
