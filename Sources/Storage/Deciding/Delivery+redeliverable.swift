import Domain

extension Delivery {
    /// Throws `StoreError.conflict` if the delivery cannot be redelivered.
    ///
    /// - Parameters:
    ///   - isEnabled: whether its webhook is enabled; nil if the webhook is gone.
    ///   - isHeard: false if the delivery is for an application that is no longer a member of the event's project.
    package func requireRedeliverable(isEnabled: Bool?, isHeard: Bool) throws(StoreError) {
        guard state != .sending else { throw .conflict(.deliverySending) }
        guard let isEnabled else { throw .conflict(.deliveryWebhookDeleted) }
        guard isEnabled || eventType == .ping else { throw .conflict(.deliveryWebhookDisabled) }
        guard isHeard else { throw .conflict(.applicationNotMember(project: project ?? "")) }
    }
}
