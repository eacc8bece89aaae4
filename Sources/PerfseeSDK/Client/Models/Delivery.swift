public import Foundation

/// One event for one webhook.
public struct Delivery: Codable, Sendable, Hashable {
    /// A UUID, the same on every attempt.
    public let id: String
    /// The event's id.
    public let event: Int
    /// The event's type.
    public let eventType: String
    /// The webhook's id.
    public let webhook: Int
    /// `pending`, `sending`, `delivered`, `failed` or `skipped`.
    public let state: String
    /// How often it was tried.
    public let attemptCount: Int
    /// When it is tried next; nil where it is not.
    public let nextAttemptAt: Date?
    /// When the event was accepted.
    public let createdAt: Date
    /// When its state changed last.
    public let updatedAt: Date?
    /// What was tried, where one delivery alone was asked for.
    public let attempts: [Attempt]?
}

/// Which deliveries are asked for.
public struct DeliveryFilter: Sendable, Hashable {
    /// Those of one webhook.
    public var webhook: Int?
    /// Those in one state.
    public var state: String?
    /// Those of one event type.
    public var eventType: String?
    /// Those created at this time or later.
    public var since: Date?
    /// Those created before this time.
    public var until: Date?

    /// All deliveries, or those that fit.
    public init(
        webhook: Int? = nil, state: String? = nil, eventType: String? = nil, since: Date? = nil, until: Date? = nil
    ) {
        self.webhook = webhook
        self.state = state
        self.eventType = eventType
        self.since = since
        self.until = until
    }

    /// Whether a delivery is one of those that are asked for.
    public func includes(_ delivery: Delivery) -> Bool {
        (webhook ?? delivery.webhook) == delivery.webhook && (state ?? delivery.state) == delivery.state
            && (eventType ?? delivery.eventType) == delivery.eventType
            && (since ?? delivery.createdAt) <= delivery.createdAt && until.map { delivery.createdAt < $0 } ?? true
    }

    var query: [(name: String, value: String?)] {
        [
            (name: "webhook", value: webhook.map(String.init)), (name: "state", value: state),
            (name: "eventType", value: eventType), (name: "since", value: since.map(WireJSON.text(of:))),
            (name: "until", value: until.map(WireJSON.text(of:))),
        ]
    }
}
