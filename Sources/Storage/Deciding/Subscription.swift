import Domain

/// What a webhook wants to hear of.
struct Subscription {
    var webhook: Webhook.ID
    var expression: EventTypeExpression
    var isEnabled: Bool
    var revision: Int64
}

/// All that a project's webhooks want.
struct SubscriptionListing {
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
