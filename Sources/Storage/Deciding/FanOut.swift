package import Domain

/// One event's deliveries on their way into the store: those that the worker has room for are leased to it at once.
package struct FanOut {
    package let event: NewEvent
    package let id: Event.ID
    package let slug: String
    package let now: Timestamp
    package private(set) var deliveries: [NewDelivery] = []
    private var sent = 0

    package init(event: NewEvent, id: Event.ID, slug: String, now: Timestamp) {
        self.event = event
        self.id = id
        self.slug = slug
        self.now = now
    }

    package var accepted: Accepted { Accepted(event: id, deliveries: sent, firstDelivery: deliveries.first?.id) }

    /// - Parameters:
    ///   - delivery: the id of the new delivery.
    ///   - lease: the token to use if the delivery is leased.
    package mutating func add(
        _ receiver: Subscription, as delivery: DeliveryID, lease: Int64, _ effects: CommitEffects
    ) -> NewDelivery {
        let new = decide(receiver, delivery, lease, effects)
        deliveries.append(new)
        return new
    }

    private mutating func decide(
        _ receiver: Subscription, _ id: DeliveryID, _ lease: Int64, _ effects: CommitEffects
    ) -> NewDelivery {
        let isPing = event.only != nil
        guard receiver.isEnabled || isPing else {
            effects.skip([SkippedDelivery(id, of: receiver.webhook, because: .disabled, isNew: true)])
            return NewDelivery(id: id, to: receiver, of: event, state: .skipped)
        }
        sent += 1
        let bytes = event.body.bytes.count
        guard let until = effects.reserve(receiver.webhook, bytes: bytes, isUrgent: isPing, at: now) else {
            effects.announce(DueWebhook(webhook: receiver.webhook, due: now))
            return NewDelivery(id: id, to: receiver, of: event, state: .pending)
        }
        let lease = Lease(delivery: id, token: lease)
        effects.hand(leased(lease, until, receiver))
        return NewDelivery(
            id: id, to: receiver, of: event, state: .sending, lease: lease.token, leaseUntil: until)
    }

    private func leased(_ lease: Lease, _ until: Timestamp, _ receiver: Subscription) -> LeasedDelivery {
        LeasedDelivery(
            lease: lease, leaseUntil: until, webhook: receiver.webhook, webhookRevision: receiver.revision,
            project: slug, event: id, eventType: event.eventType, attemptCount: 0, scheduleIndex: 1, createdAt: now,
            body: event.body)
    }
}

/// A delivery as it is inserted.
package struct NewDelivery {
    package let id: DeliveryID
    package let owner: WebhookOwner
    /// The event's project, if an application owns the delivery.
    package let eventProject: Project.Number?
    package let webhook: Webhook.ID
    package let state: Delivery.State
    package let lease: Int64?
    package let leaseUntil: Timestamp?

    fileprivate init(
        id: DeliveryID, to receiver: Subscription, of event: NewEvent, state: Delivery.State, lease: Int64? = nil,
        leaseUntil: Timestamp? = nil
    ) {
        self.id = id
        owner = receiver.owner
        eventProject = receiver.owner == event.owner ? nil : event.owner.project
        webhook = receiver.webhook
        self.state = state
        self.lease = lease
        self.leaseUntil = leaseUntil
    }
}
