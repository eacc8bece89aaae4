import Domain

/// The part of a webhook's row that attempts change.
struct WebhookStatus {
    var webhook: Webhook.ID
    var owner: WebhookOwner
    var health: WebhookHealth
    var disabledReason: Webhook.DisabledReason?
    var last: Webhook.LastDelivery?
    var isChanged = false
}

extension WebhookStatus {
    /// The status after one more attempt.
    func after(_ result: AttemptResult, at now: Timestamp) -> WebhookStatus {
        let attempt = result.attempt
        var next = self
        next.isChanged = true
        next.health = health.after(success: attempt.isSuccess, at: now)
        next.last = Webhook.LastDelivery(
            deliveryID: result.lease.delivery, startTime: attempt.startTime, endTime: attempt.endTime,
            statusCode: attempt.response?.status, reason: attempt.reason)
        if disabledReason == nil {
            if result.next == .gone {
                next.disabledReason = .gone
            } else if !attempt.isSuccess, health.shouldDisable(at: now) {
                next.disabledReason = .failing
            }
        }
        return next
    }
}
