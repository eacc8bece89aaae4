package import Domain

/// A delivery that will not be sent, unless it is redelivered.
package struct SkippedDelivery: Hashable, Sendable {
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        /// Its webhook is disabled.
        case disabled
        /// Its webhook was deleted.
        case gone
        /// Its application is no longer a member of the project.
        case membership

        /// - Parameter isDisabled: whether its webhook is disabled; nil if that is gone.
        package init(isDisabled: Bool?) {
            switch isDisabled {
            case nil: self = .gone
            case true?: self = .disabled
            case false?: self = .membership
            }
        }
    }

    package let id: DeliveryID
    package let webhook: Webhook.ID
    package let reason: Reason
    /// Whether it was skipped when its event was accepted, because its webhook had been disabled before.
    package let isNew: Bool

    package init(_ id: DeliveryID, of webhook: Webhook.ID, because reason: Reason, isNew: Bool = false) {
        self.id = id
        self.webhook = webhook
        self.reason = reason
        self.isNew = isNew
    }
}

/// Is told of deliveries that this process has skipped, whatever did it: a request, an attempt, a claim, or a lease that
/// was returned.
///
/// Called on the store's writing thread; must return quickly and must not call back into the store.
package protocol SkipObserver: AnyObject, Sendable {
    /// - Parameter deliveries: those of one transaction, which is committed.
    func skipped(_ deliveries: [SkippedDelivery])
}

package protocol SkipFeed: Sendable {
    /// From now on, `observer` is told of every delivery that is skipped.
    func observeSkips(_ observer: any SkipObserver)
}
