/// What a change conflicts with.
package enum StoreConflict: Hashable, Sendable {
    /// Another project has this slug, or had it before it was deleted.
    case slugTaken(slug: String)
    /// Another application has this name, ignoring case.
    case applicationNameTaken(name: String)
    /// Another account has this email, ignoring case.
    case emailTaken
    case alreadyMember
    /// No instance admin would be left.
    case lastAdministrator
    case webhookDisabled
    /// The webhook has no prepared secret to switch to.
    case noPreparedSecret
    /// Another token has the same hash.
    case tokenExists
    /// An analysis of the artifact is under way, or waits for its turn.
    case artifactBeingAnalyzed
    /// No budget is exceeded by the artifact, or what it exceeds was accepted.
    case nothingToAccept
    /// The artifact's build is no longer stored.
    case artifactBuildGone
    /// The delivery is being sent.
    case deliverySending
    /// The delivery's webhook was deleted.
    case deliveryWebhookDeleted
    /// The delivery's webhook is disabled.
    case deliveryWebhookDisabled
    /// The application that the delivery is for is no longer a member of the event's project.
    case applicationNotMember(project: String)
}
