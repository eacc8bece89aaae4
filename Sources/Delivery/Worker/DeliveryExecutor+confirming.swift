import Domain
import Storage

extension DeliveryExecutor {
    /// How long to wait before the store is asked again that could not say.
    static let confirmationPause: Duration = .seconds(1)

    /// Whether the webhook may be sent to as it is known here, as far as the store knew within the last half second. While
    /// the store cannot say, waits for as long as the exchange may still begin.
    func isConfirmed(_ start: DeliveryScheduler.Start, _ webhook: PreparedWebhook) async -> Bool {
        let delivery = start.delivery
        let use = WebhookUse(
            webhook: delivery.webhook, revision: webhook.target.revision, project: delivery.project)
        // It was leased in a transaction that saw the webhook, and that began after this.
        let leased = delivery.leaseUntil - DeliveryDispatcher.lease
        while true {
            do {
                guard try await confirmations.confirm(use, known: leased) else {
                    dispatcher.outdated(delivery.webhook, webhook)
                    return false
                }
                return true
            } catch {
                guard mayBegin(start, webhook), !dispatcher.isStopping, !Task.isCancelled else { return false }
                try? await time.sleep(until: time.now() + Self.confirmationPause)
            }
        }
    }
}
