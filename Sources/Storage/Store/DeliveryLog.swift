package import Domain

/// Deliveries as readers see them, and redelivery.
package protocol DeliveryLog: Sendable {
    /// Newest first.
    func deliveries(
        in owner: WebhookOwner, matching filter: DeliveryFilter, before id: DeliveryID?, limit: Int
    ) async throws -> [Delivery]
    func delivery(_ id: DeliveryID, in owner: WebhookOwner) async throws -> Delivery?
    /// The outcome of the latest attempt of each; no entry for deliveries without attempts.
    func outcomes(of ids: [DeliveryID]) async throws -> [DeliveryID: AttemptOutcome]
    /// The bodies of events, for what a list says about them; without those of more than `bytes` bytes.
    func bodies(of events: [Event.ID], upTo bytes: Int) async throws -> [Event.ID: EventBody]
    /// In order.
    func attempts(of id: DeliveryID) async throws -> [Attempt]
    /// Resets a delivery to `pending`, due now, at the start of its schedule. Throws `StoreError.notFound`, and
    /// `.conflict` while it is being sent, if its webhook is disabled or gone, or if its application is no longer a
    /// member of the project.
    func redeliver(
        _ id: DeliveryID, in owner: WebhookOwner, at now: Timestamp, once: Once<Delivery>?
    ) async throws -> Reply<Delivery>
    func counts(at now: Timestamp) async throws -> QueueCounts
}

/// The outcome of an attempt, in short.
package struct AttemptOutcome: Hashable, Sendable {
    package var status: Int?
    package var reason: FailureReason?
    package var duration: Duration

    package init(status: Int?, reason: FailureReason?, duration: Duration) {
        self.status = status
        self.reason = reason
        self.duration = duration
    }
}

package struct DeliveryFilter: Hashable, Sendable {
    package var webhook: Webhook.ID?
    package var state: Delivery.State?
    /// Only those that are pending and have failed before, whatever `state` is.
    package var isRetrying: Bool
    package var eventType: EventTypeExpression?
    package var since: Timestamp?
    package var until: Timestamp?

    package init(
        webhook: Webhook.ID? = nil, state: Delivery.State? = nil, isRetrying: Bool = false,
        eventType: EventTypeExpression? = nil, since: Timestamp? = nil,
        until: Timestamp? = nil
    ) {
        self.webhook = webhook
        self.state = isRetrying ? .pending : state
        self.isRetrying = isRetrying
        self.eventType = eventType
        self.since = since
        self.until = until
    }
}

/// Figures for an operator to monitor.
package struct QueueCounts: Hashable, Sendable {
    package var pending: Int
    package var sending: Int
    /// When the earliest pending delivery is due; nil if none is pending.
    package var oldestDue: Timestamp?
    package var disabledWebhooks: Int
    /// Those whose circuit is open.
    package var failingWebhooks: Int
    /// Those whose last attempt failed, or whose receiver asked to wait.
    package var troubledWebhooks: Int
    /// Including those that wait for a new analysis.
    package var pendingArtifacts: Int

    package init(
        pending: Int, sending: Int, oldestDue: Timestamp?, disabledWebhooks: Int, failingWebhooks: Int,
        troubledWebhooks: Int, pendingArtifacts: Int
    ) {
        self.pending = pending
        self.sending = sending
        self.oldestDue = oldestDue
        self.disabledWebhooks = disabledWebhooks
        self.failingWebhooks = failingWebhooks
        self.troubledWebhooks = troubledWebhooks
        self.pendingArtifacts = pendingArtifacts
    }
}
