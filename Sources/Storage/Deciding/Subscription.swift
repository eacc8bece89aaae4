import Domain

/// What a webhook wants to hear of.
struct Subscription {
    var webhook: Webhook.ID
    /// The project's own, or an application's that is a member of it.
    var owner: WebhookOwner
    var expression: EventTypeExpression
    var isEnabled: Bool
    var revision: Int64
}

/// All that the webhooks want which hear of a project; or all that an application's own want, for its pings.
struct SubscriptionListing {
    /// Empty for an application.
    var slug: String
    var subscriptions: [Subscription]

    /// Who is to get an event; nil where it is a ping to a webhook that is gone.
    func receivers(of event: NewEvent) -> [Subscription]? {
        guard let only = event.only else {
            return subscriptions.filter { $0.expression.matches(event.eventType) }
        }
        let receivers = subscriptions.filter { $0.webhook == only }
        return receivers.isEmpty ? nil : receivers
    }
}
