package import Domain

/// The worker's side of deliveries: the rows are the queue.
package protocol DeliveryQueue: Sendable {
    /// From now on what is accepted is offered to `handover` first, so that it need not be claimed.
    func attach(_ handover: any DeliveryHandover)
    /// Each webhook that has something pending, with the time of its earliest delivery, read from an index alone.
    func dueWebhooks() async throws -> [DueWebhook]
    /// Leases due deliveries, oldest due first, at most `limit` for each webhook. What is pending for a webhook that is
    /// disabled or gone, or for an application that is no longer a member of the project, is skipped instead. They come with their bodies, until `bodyBytes` of them are read.
    func claim(
        _ requests: [ClaimRequest], at now: Timestamp, leaseUntil: Timestamp, bodyBytes: Int
    ) async throws -> [LeasedDelivery]
    /// Writes each attempt and the new state of its delivery in one transaction, if the lease still holds. All of them
    /// or, where it throws, none; answers in their order.
    func record(_ results: [AttemptResult], at now: Timestamp) async throws -> [Recorded]
    /// Gives leases back: the deliveries are due at once, or skipped as by a claim.
    func release(_ leases: [Lease], at now: Timestamp) async throws
    /// Makes due again what was leased until before `now`; answers how many. At most `limit` at a time.
    func rescue(at now: Timestamp, limit: Int) async throws -> Int
    /// Takes back every lease, of deliveries and of artifacts, however long it was to last, that no other process can
    /// hold. On a store of one process, which knows itself alone, those are all: whoever held them is gone, and nobody
    /// has to wait until they run out. On one of many nodes those are the caller's own.
    func reclaim(at now: Timestamp) async throws
    func body(of event: Event.ID) async throws -> EventBody?
    /// Nil where the webhook is gone.
    func target(_ webhook: Webhook.ID) async throws -> WebhookTarget?
}

extension DeliveryQueue {
    package func record(_ result: AttemptResult, at now: Timestamp) async throws -> Recorded {
        try await record([result], at: now)[0]
    }
}

/// What the worker offers to the store: room for deliveries that were just accepted.
///
/// Called on the store's writing thread; must be quick and must not call back into the store.
package protocol DeliveryHandover: AnyObject, Sendable {
    /// Whether the worker takes one more delivery of `bytes` for this webhook. Each yes is followed by exactly one
    /// `take` or `cancel` for it. A ping is somebody's question, so it has room where others have to wait.
    func reserve(_ webhook: Webhook.ID, bytes: Int, isPing: Bool, at now: Timestamp) -> Timestamp?
    /// The deliveries of committed events that room was reserved for.
    func take(_ deliveries: [LeasedDelivery])
    /// The transaction came to nothing: the room is free again.
    func cancel(_ webhook: Webhook.ID, bytes: Int)
    /// Something became pending for these webhooks, due at these times; committed.
    func pending(_ due: [DueWebhook])
    /// The webhook was changed, disabled or deleted; committed.
    func changed(_ webhook: Webhook.ID)
}

package struct DueWebhook: Hashable, Sendable {
    package var webhook: Webhook.ID
    package var due: Timestamp

    package init(webhook: Webhook.ID, due: Timestamp) {
        self.webhook = webhook
        self.due = due
    }
}

package struct ClaimRequest: Hashable, Sendable {
    package var webhook: Webhook.ID
    package var limit: Int

    package init(webhook: Webhook.ID, limit: Int) {
        self.webhook = webhook
        self.limit = limit
    }
}

/// The right to send one delivery, until a time.
package struct Lease: Hashable, Sendable {
    package var delivery: DeliveryID
    /// Changes with each claim, so that a late worker cannot act on a lease that was lost and taken anew.
    package var token: Int64

    package init(delivery: DeliveryID, token: Int64) {
        self.delivery = delivery
        self.token = token
    }
}

/// A delivery that a worker may send now.
package struct LeasedDelivery: Hashable, Sendable {
    package var lease: Lease
    package var leaseUntil: Timestamp
    package var webhook: Webhook.ID
    /// Counts up with each change of the webhook: tells whether a `WebhookTarget` that is at hand still holds.
    package var webhookRevision: Int64
    /// The slug, for `X-Perfsee-Hook-Project`; empty for the ping of an application's webhook, which is no project's.
    package var project: String
    package var event: Event.ID
    package var eventType: EventType
    /// Attempts before this one, redeliveries included.
    package var attemptCount: Int
    /// Which attempt of the schedule this is: 1 for the first since it was created or redelivered.
    package var scheduleIndex: Int
    package var createdAt: Timestamp
    /// There where it was handed over in memory or came with the claim; else to be read when it is sent.
    package var body: EventBody?

    package init(
        lease: Lease, leaseUntil: Timestamp, webhook: Webhook.ID, webhookRevision: Int64, project: String,
        event: Event.ID, eventType: EventType, attemptCount: Int, scheduleIndex: Int, createdAt: Timestamp,
        body: EventBody?
    ) {
        self.lease = lease
        self.leaseUntil = leaseUntil
        self.webhook = webhook
        self.webhookRevision = webhookRevision
        self.project = project
        self.event = event
        self.eventType = eventType
        self.attemptCount = attemptCount
        self.scheduleIndex = scheduleIndex
        self.createdAt = createdAt
        self.body = body
    }

    package var id: DeliveryID { lease.delivery }
}

/// A webhook as the worker needs it, its secrets opened.
package struct WebhookTarget: Sendable {
    package var id: Webhook.ID
    /// With whose other webhooks it shares the places for exchanges.
    package var owner: WebhookOwner
    package var revision: Int64
    package var url: String
    package var isEnabled: Bool
    /// Newest first, the live ones only.
    package var secrets: [String]
    package var headers: [Attempt.Header]
    package var schedule: RetrySchedule
    package var timeout: Int
    package var maxConcurrency: Int
    package var rateLimit: Int?
    package var health: WebhookHealth

    package init(
        id: Webhook.ID, owner: WebhookOwner, revision: Int64, url: String, isEnabled: Bool, secrets: [String],
        headers: [Attempt.Header], schedule: RetrySchedule, timeout: Int, maxConcurrency: Int, rateLimit: Int?,
        health: WebhookHealth
    ) {
        self.id = id
        self.owner = owner
        self.revision = revision
        self.url = url
        self.isEnabled = isEnabled
        self.secrets = secrets
        self.headers = headers
        self.schedule = schedule
        self.timeout = timeout
        self.maxConcurrency = maxConcurrency
        self.rateLimit = rateLimit
        self.health = health
    }
}

/// One attempt that is over, with the state that it leads to.
package struct AttemptResult: Hashable, Sendable {
    package var lease: Lease
    package var webhook: Webhook.ID
    package var attempt: Attempt
    package var next: Delivery.Next

    package init(lease: Lease, webhook: Webhook.ID, attempt: Attempt, next: Delivery.Next) {
        self.lease = lease
        self.webhook = webhook
        self.attempt = attempt
        self.next = next
    }
}

package struct Recorded: Hashable, Sendable {
    /// False where the lease was lost: nothing was written, another worker has the delivery.
    package var leaseHeld: Bool
    package var health: WebhookHealth
    /// Set where this attempt disabled the webhook.
    package var disabled: Webhook.DisabledReason?

    package init(leaseHeld: Bool, health: WebhookHealth, disabled: Webhook.DisabledReason?) {
        self.leaseHeld = leaseHeld
        self.health = health
        self.disabled = disabled
    }
}
