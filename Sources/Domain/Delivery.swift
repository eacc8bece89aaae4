/// One event for one webhook.
package struct Delivery: Hashable, Sendable {
    package enum State: Int, Sendable, CaseIterable {
        /// Due at `nextAttemptAt`. Put here by accepting the event, by an attempt that failed with waits left, by a
        /// redelivery, and by giving back or rescuing a lease. A claim takes it out to `sending`, disabling or deleting
        /// the webhook to `skipped`.
        case pending = 0
        /// Leased by a worker until a time. Put here by a claim (or by accepting, when the worker takes the delivery
        /// over in memory). Recording the attempt takes it out, or the rescuer when the lease has run out.
        case sending = 1
        /// Taken by the receiver. Put here by recording a success; only a redelivery takes it out.
        case delivered = 2
        /// The schedule is used up, or the receiver is gone (410). Put here by recording the last failure; only a
        /// redelivery takes it out.
        case failed = 3
        /// The webhook was disabled or deleted before it could go out, or its application is no longer a member of the
        /// project. Put here by accepting an event for a disabled webhook, by disabling or deleting, and by the end of
        /// the membership; only a redelivery takes it out.
        case skipped = 4

        package var name: String {
            switch self {
            case .pending: "pending"
            case .sending: "sending"
            case .delivered: "delivered"
            case .failed: "failed"
            case .skipped: "skipped"
            }
        }

        package init?(name: String) {
            guard let state = Self.allCases.first(where: { $0.name == name }) else { return nil }
            self = state
        }
    }

    package var id: DeliveryID
    /// The slug of the project that the event belongs to; nil for the ping of an application's webhook.
    package var project: String?
    package var event: Event.ID
    package var eventType: EventType
    package var webhook: Webhook.ID
    package var state: State
    package var attemptCount: Int
    /// When it is due; nil unless `pending`.
    package var nextAttemptAt: Timestamp?
    package var createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        id: DeliveryID, project: String?, event: Event.ID, eventType: EventType, webhook: Webhook.ID, state: State,
        attemptCount: Int, nextAttemptAt: Timestamp?, createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.project = project
        self.event = event
        self.eventType = eventType
        self.webhook = webhook
        self.state = state
        self.attemptCount = attemptCount
        self.nextAttemptAt = nextAttemptAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
