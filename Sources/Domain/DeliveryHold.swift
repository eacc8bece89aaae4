/// Why a delivery waits while others might be sent: its webhook is only probed.
package struct DeliveryHold: Hashable, Sendable {
    package enum Cause: Hashable, Sendable, CaseIterable {
        /// The webhook's circuit is open.
        case failing
        /// The receiver has asked to wait.
        case throttled
    }

    /// Nil where it is not known, as in the API.
    package var cause: Cause?
    /// When the webhook is tried again, with this delivery or another one; nil if that is due, or not known.
    package var until: Timestamp?

    package init(cause: Cause? = nil, until: Timestamp? = nil) {
        self.cause = cause
        self.until = until
    }
}

extension Delivery {
    /// Nil unless it waits for its webhook's next probe. What somebody asked for does not wait for one.
    /// - Parameter webhook: nil if it was deleted.
    package func hold(by webhook: Webhook?, at now: Timestamp) -> DeliveryHold? {
        guard state == .pending, !isByHand, eventType != .ping, let webhook, webhook.isEnabled, let due = nextAttemptAt,
            let cause = webhook.health.holdCause
        else { return nil }
        let next = webhook.health.nextProbe
        // One that is not due before the next probe goes on as planned.
        guard due <= now || next.map({ due < $0 }) ?? false else { return nil }
        return DeliveryHold(cause: cause, until: next.flatMap { $0 > now ? $0 : nil })
    }
}

extension WebhookHealth {
    /// Why due deliveries wait; nil unless they do. The later of the two probes decides.
    package var holdCause: DeliveryHold.Cause? {
        guard isProbing else { return nil }
        guard isCircuitOpen, let throttledUntil else { return isCircuitOpen ? .failing : .throttled }
        return probeAt.map { throttledUntil > $0 } ?? true ? .throttled : .failing
    }
}
