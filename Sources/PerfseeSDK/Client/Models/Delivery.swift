public import Foundation

/// One event for one webhook.
public struct Delivery: Codable, Sendable, Hashable {
    /// A UUID, the same on every attempt.
    public let id: String
    /// The event's ID.
    public let event: Int
    /// The event's type.
    public let eventType: String
    /// The webhook's ID.
    public let webhook: Int
    /// The state: `pending`, `sending`, `delivered`, `failed` or `skipped`.
    public let state: String
    /// The number of attempts so far.
    public let attemptCount: Int
    /// When the next attempt is due; nil if there is none.
    public let nextAttemptAt: Date?
    /// When the event was accepted.
    public let createdAt: Date
    /// When its state last changed.
    public let updatedAt: Date?
    /// How many attempts the webhook's retry schedule allows; nil once the webhook is deleted, in a stream of changes,
    /// and with an older server.
    public let maxAttempts: Int?
    /// Whether it waits because its receiver is failing or has asked to wait; nil where `maxAttempts` is.
    public let isPaused: Bool?
    /// When the webhook is tried again while the delivery is paused; nil if that is due, and where `maxAttempts` is.
    public let pausedUntil: Date?
    /// Its attempts; only present if a single delivery was requested.
    public let attempts: [Attempt]?
}

/// Which deliveries to list.
public struct DeliveryFilter: Sendable, Hashable {
    /// Only those of the webhook with this ID.
    public var webhook: Int?
    /// Only those in this state; `retrying` for those that are pending and have failed before.
    public var state: String?
    /// Only those of the event types that this event type expression matches: `bundle:finished`, or `bundle:*,lab:*`.
    public var eventType: String?
    /// Only those created at this time or later.
    public var since: Date?
    /// Only those created before this time.
    public var until: Date?

    /// Creates a filter; without arguments it matches all deliveries.
    public init(
        webhook: Int? = nil, state: String? = nil, eventType: String? = nil, since: Date? = nil, until: Date? = nil
    ) {
        self.webhook = webhook
        self.state = state
        self.eventType = eventType
        self.since = since
        self.until = until
    }

    /// Whether a delivery matches the filter.
    public func includes(_ delivery: Delivery) -> Bool {
        (webhook ?? delivery.webhook) == delivery.webhook && isInState(delivery)
            && eventType.map { EventTypePatterns($0).matches(delivery.eventType) } ?? true
            && (since ?? delivery.createdAt) <= delivery.createdAt && until.map { delivery.createdAt < $0 } ?? true
    }

    private func isInState(_ delivery: Delivery) -> Bool {
        guard state == "retrying" else { return (state ?? delivery.state) == delivery.state }
        return delivery.state == "pending" && delivery.attemptCount > 0
    }

    var query: [(name: String, value: String?)] {
        [
            (name: "webhook", value: webhook.map(String.init)), (name: "state", value: state),
            (name: "eventType", value: eventType), (name: "since", value: since.map(WireJSON.text(of:))),
            (name: "until", value: until.map(WireJSON.text(of:))),
        ]
    }
}
