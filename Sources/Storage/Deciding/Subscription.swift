package import Domain

/// What a webhook subscribes to.
package struct Subscription {
    package var webhook: Webhook.ID
    /// The project itself, or an application that is a member of it.
    package var owner: WebhookOwner
    package var expression: EventTypeExpression
    package var isEnabled: Bool
    package var revision: Int64

    package init(
        webhook: Webhook.ID, owner: WebhookOwner, expression: EventTypeExpression, isEnabled: Bool, revision: Int64
    ) {
        self.webhook = webhook
        self.owner = owner
        self.expression = expression
        self.isEnabled = isEnabled
        self.revision = revision
    }
}

/// All subscriptions to a project, or those of an application's own webhooks, for its pings.
package struct SubscriptionListing {
    /// Empty for an application.
    package var slug: String
    package var subscriptions: [Subscription]

    package init(
        slug: String, subscriptions: [Subscription]
    ) {
        self.slug = slug
        self.subscriptions = subscriptions
    }

    /// The webhooks that receive an event; nil if it is a ping to a webhook that is gone.
    package func receivers(of event: NewEvent) -> [Subscription]? {
        guard let only = event.only else {
            return subscriptions.filter { $0.expression.matches(event.eventType) }
        }
        let receivers = subscriptions.filter { $0.webhook == only }
        return receivers.isEmpty ? nil : receivers
    }
}
