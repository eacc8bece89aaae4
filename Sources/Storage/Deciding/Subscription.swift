import Domain

/// What a webhook subscribes to.
struct Subscription {
    var webhook: Webhook.ID
    /// The project itself, or an application that is a member of it.
    var owner: WebhookOwner
    var expression: EventTypeExpression
    var isEnabled: Bool
    var revision: Int64
}

/// All subscriptions to a project, or those of an application's own webhooks, for its pings.
struct SubscriptionListing {
    /// Empty for an application.
    var slug: String
    var subscriptions: [Subscription]

    /// The webhooks that receive an event; nil if it is a ping to a webhook that is gone.
    func receivers(of event: NewEvent) -> [Subscription]? {
        guard let only = event.only else {
            return subscriptions.filter { $0.expression.matches(event.eventType) }
        }
        let receivers = subscriptions.filter { $0.webhook == only }
        return receivers.isEmpty ? nil : receivers
    }
}
