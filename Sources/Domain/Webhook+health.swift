extension Webhook {
    /// What the API says about how a webhook fares.
    package enum HealthCode: String, Sendable, CaseIterable {
        case ok
        /// The last attempt failed; deliveries go on.
        case failing
        /// Its circuit is open, or the receiver has asked to wait.
        case paused
        case disabled
    }

    package var healthCode: HealthCode {
        switch WebhookState(of: self) {
        case .enabled: .ok
        case .failing: .failing
        case .paused: .paused
        case .disabled: .disabled
        }
    }
}
