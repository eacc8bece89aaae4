/// One event for one webhook.
package struct Delivery: Hashable, Sendable {
    package enum State: Int, Sendable, CaseIterable {
        /// Due at `nextAttemptAt`. Set when the event is accepted, by a failed attempt with retries left, by a
        /// redelivery, and when a lease is given back or rescued. A claim moves it to `sending`; disabling or deleting
        /// the webhook, to `skipped`.
        case pending = 0
        /// Leased by a worker until a given time. Set by a claim (or on acceptance, if the worker takes the delivery
        /// over in memory). Recording the attempt ends it, or the rescuer does when the lease has run out.
        case sending = 1
        /// Accepted by the receiver. Set when a success is recorded; only a redelivery leaves this state.
        case delivered = 2
        /// The schedule is used up, or the receiver is gone (410). Set when the last failure is recorded; only a
        /// redelivery leaves this state.
        case failed = 3
        /// The webhook was disabled or deleted before the delivery could be sent, or its application is no longer a
        /// member of the project. Set when an event is accepted for a disabled webhook, when the webhook is disabled or
        /// deleted, and when the membership ends; only a redelivery leaves this state.
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
    /// The slug of the event's project; nil for the ping of an application's webhook.
    package var project: String?
    package var event: Event.ID
    package var eventType: EventType
    package var webhook: Webhook.ID
    package var state: State
    package var attemptCount: Int
    /// When the delivery is due; nil unless `pending`.
    package var nextAttemptAt: Timestamp?
    /// Whether somebody redelivered it and waits for the result: it does not wait for a probe.
    package var isByHand: Bool
    package var createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        id: DeliveryID, project: String?, event: Event.ID, eventType: EventType, webhook: Webhook.ID, state: State,
        attemptCount: Int, nextAttemptAt: Timestamp?, isByHand: Bool = false, createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.project = project
        self.event = event
        self.eventType = eventType
        self.webhook = webhook
        self.state = state
        self.attemptCount = attemptCount
        self.nextAttemptAt = nextAttemptAt
        self.isByHand = isByHand
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
