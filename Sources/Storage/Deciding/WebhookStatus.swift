package import Domain

/// The part of a webhook's row that attempts change.
package struct WebhookStatus {
    package var webhook: Webhook.ID
    package var owner: WebhookOwner
    package var health: WebhookHealth
    package var disabledReason: Webhook.DisabledReason?
    package var last: Webhook.LastDelivery?
    package var isChanged = false

    package init(
        webhook: Webhook.ID, owner: WebhookOwner, health: WebhookHealth, disabledReason: Webhook.DisabledReason?
    ) {
        self.webhook = webhook
        self.owner = owner
        self.health = health
        self.disabledReason = disabledReason
    }
}

extension WebhookStatus {
    /// The status after one more attempt.
    package func after(_ result: AttemptResult, at now: Timestamp) -> WebhookStatus {
        let attempt = result.attempt
        var next = self
        next.isChanged = true
        next.health = health.after(result.end, at: now)
        next.last = Webhook.LastDelivery(
            deliveryID: result.lease.delivery, startTime: attempt.startTime, endTime: attempt.endTime,
            statusCode: attempt.response?.status, reason: attempt.reason)
        if disabledReason == nil, !result.end.isPing {
            if result.next == .gone {
                next.disabledReason = .gone
            } else if !attempt.isSuccess, health.shouldDisable(at: now) {
                next.disabledReason = .failing
            }
        }
        return next
    }
}
