package import Domain

/// How many of something there can be.
package enum StoreLimit: Hashable, Sendable {
    /// Webhooks of one project or application.
    case webhooks(of: WebhookOwner.Kind, maximum: Int)
    /// Tokens of one account for one project.
    case projectTokens(maximum: Int)
    /// Tokens of one account that are not limited to a project.
    case unlimitedTokens(maximum: Int)
    /// Replays of one webhook that run at the same time.
    case replays(maximum: Int)

    /// - Parameter project: nil for a token that is not limited to a project.
    package static func tokens(in project: Project.Number?) -> StoreLimit {
        project == nil ? .unlimitedTokens(maximum: Token.maximumLive) : .projectTokens(maximum: Token.maximumLive)
    }
}
