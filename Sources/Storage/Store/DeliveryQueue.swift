package import Domain

/// Deliveries as the worker sees them: the rows are the queue.
package protocol DeliveryQueue: EventBodyStore {
    /// From now on, what is accepted is offered to `handover` first, so that it does not have to be claimed.
    func attach(_ handover: any DeliveryHandover)
    /// Each webhook that has something pending, with the due time of its earliest delivery, read from an index alone.
    func dueWebhooks() async throws -> [DueWebhook]
    /// Leases due deliveries, oldest due first, at most `limit` for each webhook. What is pending for a webhook that is
    /// disabled or gone, or for an application that is no longer a member of the project, is skipped instead.
    /// Deliveries come with their bodies until `bodyBytes` of them have been read.
    func claim(
        _ requests: [ClaimRequest], at now: Timestamp, leaseUntil: Timestamp, bodyBytes: Int
    ) async throws -> [LeasedDelivery]
    /// Writes each attempt and the new state of its delivery in one transaction if the lease still holds. Writes all of
    /// them or, if it throws, none; returns the answers in the same order.
    func record(_ results: [AttemptResult], at now: Timestamp) async throws -> [Recorded]
    /// Gives leases back: the deliveries are due at once, or are skipped as by a claim.
    func release(_ leases: [Lease], at now: Timestamp) async throws
    /// Makes deliveries due again whose leases ran out before `now`, at most `limit` at a time; returns how many.
    func rescue(at now: Timestamp, limit: Int) async throws -> Int
    /// Takes back every lease, of deliveries and artifacts, that no other process can hold, however long it was to
    /// last. On a single-process store, those are all leases: their holder is gone, and nobody has to wait until they
    /// run out. On a store with several nodes, those are the caller's own.
    func reclaim(at now: Timestamp) async throws
    /// Takes back what processes on this machine held that are known to be dead, for as long as others may be alive.
    func reclaimFromDead(at now: Timestamp) async throws
    /// When the first attempt of a delivery began; nil if there was none.
    func firstAttempt(of delivery: DeliveryID) async throws -> Timestamp?
    /// Nil if the webhook is gone.
    func target(_ webhook: Webhook.ID) async throws -> WebhookTarget?
    /// Those that still hold, whoever has changed something since: the webhook has that revision, and its owner still
    /// receives the events of that project.
    func current(_ uses: Set<WebhookUse>) async throws -> Set<WebhookUse>
}

extension DeliveryQueue {
    package func reclaimFromDead(at now: Timestamp) async throws {}

    package func record(_ result: AttemptResult, at now: Timestamp) async throws -> Recorded {
        try await record([result], at: now)[0]
    }
}

/// What the worker offers the store: room for deliveries that have just been accepted.
///
/// Called on the store's writing thread; must return quickly and must not call back into the store.
package protocol DeliveryHandover: AnyObject, Sendable {
    /// Whether the worker takes one more delivery of `bytes` for this webhook. Each non-nil answer is followed by
    /// exactly one `take` or `cancel` for it. A ping or a redelivery is sent because someone wants to see its result, so it
    /// has room when others have to wait.
    func reserve(_ webhook: Webhook.ID, bytes: Int, isUrgent: Bool, at now: Timestamp) -> Timestamp?
    /// The deliveries of committed events for which room was reserved.
    func take(_ deliveries: [LeasedDelivery])
    /// The transaction was rolled back: the room is free again.
    func cancel(_ webhook: Webhook.ID, bytes: Int)
    /// Something became pending for these webhooks, due at these times, and is committed.
    func pending(_ due: [DueWebhook])
    /// The webhook was changed, disabled, or deleted, and that is committed.
    func changed(_ webhook: Webhook.ID)
}

package struct DueWebhook: Hashable, Sendable {
    package var webhook: Webhook.ID
    package var due: Timestamp
    /// Whether somebody asked for the delivery, so that it does not wait for a probe.
    package var isUrgent: Bool

    package init(webhook: Webhook.ID, due: Timestamp, isUrgent: Bool = false) {
        self.webhook = webhook
        self.due = due
        self.isUrgent = isUrgent
    }
}

package struct ClaimRequest: Hashable, Sendable {
    package var webhook: Webhook.ID
    package var limit: Int
    /// Whether to claim only pings and what was redelivered by hand.
    package var onlyUrgent: Bool

    package init(webhook: Webhook.ID, limit: Int, onlyUrgent: Bool = false) {
        self.webhook = webhook
        self.limit = limit
        self.onlyUrgent = onlyUrgent
    }
}

/// The right to send one delivery until a given time.
package struct Lease: Hashable, Sendable {
    package var delivery: DeliveryID
    /// Changes with each claim, so that a late worker cannot act on a lease that was lost and taken again.
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
    /// Increases with each change of the webhook: shows whether a cached `WebhookTarget` is still current.
    package var webhookRevision: Int64
    /// The slug, for `X-Perfsee-Hook-Project`; empty for the ping of an application's webhook, which belongs to no
    /// project.
    package var project: String
    package var event: Event.ID
    package var eventType: EventType
    /// Attempts before this one, including those of earlier redeliveries.
    package var attemptCount: Int
    /// The position of this attempt in the schedule: 1 for the first since the delivery was created or redelivered.
    package var scheduleIndex: Int
    /// Whether somebody redelivered it by hand and it has not been attempted since.
    package var isByHand: Bool
    package var createdAt: Timestamp
    /// Set if the delivery was handed over in memory or the body came with the claim; otherwise read when it is sent.
    package var body: EventBody?

    package init(
        lease: Lease, leaseUntil: Timestamp, webhook: Webhook.ID, webhookRevision: Int64, project: String,
        event: Event.ID, eventType: EventType, attemptCount: Int, scheduleIndex: Int, isByHand: Bool = false,
        createdAt: Timestamp, body: EventBody?
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
        self.isByHand = isByHand
        self.createdAt = createdAt
        self.body = body
    }

    package var id: DeliveryID { lease.delivery }
}

/// A webhook as a delivery of a project's event is about to be sent to it.
package struct WebhookUse: Hashable, Sendable {
    package var webhook: Webhook.ID
    package var revision: Int64
    /// The slug; empty for the ping of an application's webhook.
    package var project: String

    package init(webhook: Webhook.ID, revision: Int64, project: String) {
        self.webhook = webhook
        self.revision = revision
        self.project = project
    }
}

/// A webhook as the worker needs it, with its secrets decrypted.
package struct WebhookTarget: Sendable {
    package var id: Webhook.ID
    /// The owner, whose webhooks share the places for exchanges.
    package var owner: WebhookOwner
    package var revision: Int64
    package var url: String
    package var isEnabled: Bool
    /// Newest first; only those in use.
    package var secrets: [String]
    package var headers: [Attempt.Header]
    /// Its own; nil means the server's default.
    package var schedule: RetrySchedule?
    package var timeout: Duration
    package var maxConcurrency: Int
    package var rateLimit: Int?
    package var httpVersion: WebhookHTTPVersion
    package var health: WebhookHealth

    package init(
        id: Webhook.ID, owner: WebhookOwner, revision: Int64, url: String, isEnabled: Bool, secrets: [String],
        headers: [Attempt.Header], schedule: RetrySchedule?, timeout: Duration, maxConcurrency: Int, rateLimit: Int?,
        httpVersion: WebhookHTTPVersion = Webhook.defaultHTTPVersion, health: WebhookHealth
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
        self.httpVersion = httpVersion
        self.health = health
    }
}

/// One completed attempt, with the state it leads to.
package struct AttemptResult: Hashable, Sendable {
    package var lease: Lease
    package var webhook: Webhook.ID
    package var attempt: Attempt
    package var end: AttemptEnd
    package var next: Delivery.Next
    /// The slug of the event's project; empty for the ping of an application's webhook.
    package var project: String

    /// - Parameter end: nil for one that neither was put off nor was asked for.
    package init(
        lease: Lease, webhook: Webhook.ID, attempt: Attempt, end: AttemptEnd? = nil, next: Delivery.Next,
        project: String = ""
    ) {
        self.lease = lease
        self.webhook = webhook
        self.attempt = attempt
        self.end = end ?? (attempt.isSuccess ? .taken() : .failed)
        self.next = next
        self.project = project
    }
}

package struct Recorded: Hashable, Sendable {
    /// False if the lease was lost: nothing was written, and another worker has the delivery.
    package var leaseHeld: Bool
    package var health: WebhookHealth
    /// Set if this attempt disabled the webhook.
    package var disabled: Webhook.DisabledReason?

    package init(leaseHeld: Bool, health: WebhookHealth, disabled: Webhook.DisabledReason?) {
        self.leaseHeld = leaseHeld
        self.health = health
        self.disabled = disabled
    }
}
