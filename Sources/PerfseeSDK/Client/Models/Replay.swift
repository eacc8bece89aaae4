public import Foundation

/// A part of a webhook's log that is sent again.
public struct Replay: Codable, Sendable, Hashable {
    /// The replay's ID.
    public let id: Int
    /// The state: `running`; `done`; or `stopped`, because the webhook was disabled or deleted.
    public let state: String
    /// How many deliveries it covers.
    public let total: Int
    /// How many of them were put back to `pending` so far.
    public let done: Int
    /// It covers deliveries created at this time or later.
    public let since: Date
    /// It covers deliveries created before this time.
    public let until: Date
    /// When it was requested.
    public let createdAt: Date

    /// Whether it has ended.
    public var isFinished: Bool { state != "running" }
}

/// A replay to start. The server's defaults apply to fields that are nil.
public struct NewReplay: Codable, Sendable, Hashable {
    /// Only deliveries created at this time or later.
    public var since: Date
    /// Only deliveries created before this time; nil for now.
    public var until: Date?
    /// Only deliveries in these states: `delivered`, `failed` or `skipped`; nil for `failed` and `skipped`.
    public var states: [String]?
    /// Only deliveries of the event types that this event type expression matches.
    public var eventType: String?

    /// Creates the description of a replay; nothing is sent yet.
    public init(since: Date, until: Date? = nil, states: [String]? = nil, eventType: String? = nil) {
        self.since = since
        self.until = until
        self.states = states
        self.eventType = eventType
    }
}
