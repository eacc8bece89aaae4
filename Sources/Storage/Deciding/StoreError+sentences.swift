package import Domain

/// The messages for what a store refuses.
package extension StoreError {
    static func slugTaken(_ slug: String) -> StoreError {
        .conflict(field: "id", message: "The id \(slug) is, or once was, another project's.")
    }

    static func applicationNameTaken(_ name: String) -> StoreError {
        .conflict(field: "name", message: "Another application is called \(name).")
    }

    static func tooManyWebhooks(of owner: WebhookOwner) -> StoreError {
        let whose = owner.application == nil ? "A project" : "An application"
        return .limit(message: "\(whose) can have at most \(owner.maximumWebhooks) webhooks. Delete one first.")
    }

    static let tooManyTokens = StoreError.limit(
        message: "An account can have at most \(Token.maximumLive) tokens for a project. Revoke one first.")
    static let tooManyTokensOfAccount = StoreError.limit(
        message:
            "An account can have at most \(Token.maximumLive) tokens that are not limited to a project. Revoke one first."
    )

    static func tooManyTokens(in project: Project.Number?) -> StoreError {
        project == nil ? tooManyTokensOfAccount : tooManyTokens
    }

    /// `field` is a header, because the cause of an event is given in one.
    static let tooManyFollow = StoreError.refused(
        field: "X-Perfsee-Delivery",
        message: """
            goes back to an event that has led to \(EventCause.maximumEvents) others, as webhooks do that lead back to \
            where their events are published; end that loop
            """)
    static let emailTaken = StoreError.conflict(field: "email", message: "Another account has this email.")
    static let alreadyMember = StoreError.conflict(
        field: nil, message: "This account is a member already. Change its role instead.")
    static let lastAdministrator = StoreError.conflict(
        field: nil, message: "This server would be left without an administrator.")
    static let webhookDisabled = StoreError.conflict(
        field: nil, message: "The webhook is disabled. Enable it first.")
    static let tooManyReplays = StoreError.limit(
        message: "\(Replay.maximumRunning) replays of this webhook are under way. Wait for one to end.")
}
