import Domain

/// The sentences of what a store refuses.
extension StoreError {
    static func slugTaken(_ slug: String) -> StoreError {
        .conflict(field: "id", message: "The id \(slug) is, or once was, another project's.")
    }

    static let emailTaken = StoreError.conflict(field: "email", message: "Another account has this email.")
    static let lastAdministrator = StoreError.conflict(
        field: nil, message: "This server would be left without an administrator.")
    static let webhookDisabled = StoreError.conflict(
        field: nil, message: "The webhook is disabled. Enable it first.")
    static let tooManyWebhooks = StoreError.limit(
        message: "A project can have at most \(Webhook.maximumPerProject) webhooks. Delete one first.")
    static let tooManyReplays = StoreError.limit(
        message: "\(Replay.maximumRunning) replays of this webhook are under way. Wait for one to end.")
}
