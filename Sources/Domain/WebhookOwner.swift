/// Whose a webhook is, and with it the deliveries to it.
package enum WebhookOwner: Hashable, Sendable {
    /// Its webhooks hear of what happens in it.
    case project(Project.Number)
    /// Its webhooks hear of every project that it is a member of.
    case application(Account.ID)
}
