package import Domain

package protocol EventStore: Sendable {
    /// Writes the event and one delivery for each matching webhook in one transaction, and returns once that is on
    /// disk. Throws `StoreError.notFound` if the project (or the one webhook of a ping) is gone. Webhooks of
    /// applications that are members of the project match as the project's own do.
    ///
    /// Throws `StoreError.quota` if the event does not fit into its quota; it is counted and written in one step, and a
    /// repeat is not counted again. If something led to the event, its root is looked up and counted in the same
    /// transaction, which refuses the event if `EventCause.maximumEvents` already go back to that root.
    func accept(_ event: NewEvent, at now: Timestamp, once: Once<Accepted>?) async throws -> Reply<Accepted>
    /// Writes all events of a batch as `accept` writes one, in one transaction, or none of them. The replies are in the
    /// order of the events.
    ///
    /// Throws `BatchRefusal` if the key of an event was used for another one. The keys of a batch are of one account,
    /// method and path, and differ.
    func accept(
        _ batch: [BatchedEvent], at now: Timestamp, once: Once<[BatchedReply]>?
    ) async throws -> Reply<[BatchedReply]>
    func event(_ id: Event.ID, in project: Project.Number) async throws -> Event?
    /// Newest first, without copying the bytes of their bodies anywhere else.
    func events(
        in project: Project.Number, matching filter: EventFilter, before id: Event.ID?, limit: Int
    ) async throws -> [Event]
    /// The custom event types that were ever published in the projects whose events the owner's webhooks receive, also
    /// where the events are deleted by now.
    func publishedTypes(heardBy owner: WebhookOwner) async throws -> PublishedTypes
    /// How many of the project's own deliveries each of its events has in each state; no entry for an event that went
    /// to none of its webhooks.
    func deliveryCounts(of events: [Event], in project: Project.Number) async throws
        -> [Event.ID: [Delivery.State: Int]]
}

extension EventStore {
    package func events(
        in project: Project.Number, eventType: EventTypeExpression?, before id: Event.ID?, limit: Int
    ) async throws -> [Event] {
        try await events(in: project, matching: EventFilter(eventType: eventType), before: id, limit: limit)
    }
}

package struct EventFilter: Hashable, Sendable {
    package var eventType: EventTypeExpression?
    package var since: Timestamp?
    package var until: Timestamp?

    package init(eventType: EventTypeExpression? = nil, since: Timestamp? = nil, until: Timestamp? = nil) {
        self.eventType = eventType
        self.since = since
        self.until = until
    }
}

/// The bytes that are sent.
package protocol EventBodyStore: Sendable {
    func body(of event: Event.ID) async throws -> EventBody?
}

package struct NewEvent: Hashable, Sendable {
    /// The project it happened in or, for a ping, the owner of the tested webhook.
    package var owner: WebhookOwner
    package var eventType: EventType
    package var body: EventBody
    /// The one webhook being tested: receives the event whatever its expression, even while it is disabled.
    package var only: Webhook.ID?
    /// The quota it counts against, together with everything else published in its project; nil for the server's own
    /// events, which are neither counted nor refused.
    package var quota: EventQuota?
    /// What led to the event; nil for most.
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
    /// The first of them: for a ping, the only one.
    package var firstDelivery: DeliveryID?

    package init(event: Event.ID, deliveries: Int, firstDelivery: DeliveryID?) {
        self.event = event
        self.deliveries = deliveries
        self.firstDelivery = firstDelivery
    }
}
