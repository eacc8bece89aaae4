import Domain

extension Delivery {
    /// Throws `StoreError.conflict` if the delivery cannot be redelivered.
    ///
    /// - Parameters:
    ///   - isEnabled: whether its webhook is enabled; nil if the webhook is gone.
    ///   - isHeard: false if the delivery is for an application that is no longer a member of the event's project.
    package func requireRedeliverable(isEnabled: Bool?, isHeard: Bool) throws(StoreError) {
        guard state != .sending else {
            throw .conflict(field: nil, message: "The delivery is being sent at this moment.")
        }
        guard let isEnabled else {
            throw .conflict(field: nil, message: "Its webhook was deleted.")
        }
        guard isEnabled || eventType == .ping else {
            throw .conflict(field: nil, message: "Its webhook is disabled. Enable it first.")
        }
        guard isHeard else {
            let project = project ?? ""
            throw .conflict(
                field: nil,
                message: "The application is no longer a member of the project \(project). Make it one again first.")
        }
    }
}
