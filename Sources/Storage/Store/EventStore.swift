package import Domain

package protocol EventStore: Sendable {
    /// Writes the event and one delivery for each matching webhook in one transaction, and returns once that is on
    /// disk. Throws `StoreError.notFound` where the project (or the one webhook of a ping) is gone.
    /// Those of applications that are members of the project match as its own do.
    ///
    /// Throws `StoreError.quota` where the event does not fit into its quota; it is counted and written in one step,
    /// and a repeat is not counted again. Where something led to the event, what it goes back to is looked up and
    /// counted in the same transaction, which refuses it where `EventCause.maximumEvents` go back to that already.
    func accept(_ event: NewEvent, at now: Timestamp, once: Once<Accepted>?) async throws -> Reply<Accepted>
    func event(_ id: Event.ID, in project: Project.Number) async throws -> Event?
    /// Newest first, without their bodies' bytes being copied anywhere else.
    func events(
        in project: Project.Number, eventType: String?, before id: Event.ID?, limit: Int
    ) async throws -> [Event]
}

package struct NewEvent: Hashable, Sendable {
    /// The project that it happened in; or, of a ping, whoever's webhook is tested.
    package var owner: WebhookOwner
    package var eventType: EventType
    package var body: EventBody
    /// The one webhook that is tested: gets it whatever its expression, also while it is disabled.
    package var only: Webhook.ID?
    /// What it counts against, with all else that is published in its project; nil for the server's own, which are
    /// neither counted nor refused.
    package var quota: EventQuota?
    /// What led to it; nil for most.
    package let cause: EventCause?

    package init(
        owner: WebhookOwner, eventType: EventType, body: EventBody, only: Webhook.ID? = nil, quota: EventQuota? = nil,
        cause: EventCause? = nil
    ) {
        self.owner = owner
        self.eventType = eventType
        self.body = body
        self.only = only
        self.quota = quota
        self.cause = cause
        self.body.depth = cause?.depth ?? 0
    }
}

package struct Accepted: Hashable, Sendable {
    package var event: Event.ID
    /// How many deliveries will be sent; those skipped at once do not count.
    package var deliveries: Int
    /// The first of them: the one of a ping.
    package var firstDelivery: DeliveryID?

    package init(event: Event.ID, deliveries: Int, firstDelivery: DeliveryID?) {
        self.event = event
        self.deliveries = deliveries
        self.firstDelivery = firstDelivery
    }
}
