import Domain

extension Delivery {
    /// Throws `StoreError.conflict` where it cannot be redelivered.
    ///
    /// - Parameter isEnabled: whether its webhook is; nil where that is gone.
    func requireRedeliverable(isEnabled: Bool?) throws(StoreError) {
        guard state != .sending else {
            throw .conflict(field: nil, message: "The delivery is being sent at this moment.")
        }
        guard let isEnabled else {
            throw .conflict(field: nil, message: "Its webhook was deleted.")
        }
        guard isEnabled || eventType == .ping else {
            throw .conflict(field: nil, message: "Its webhook is disabled. Enable it first.")
        }
    }
}
