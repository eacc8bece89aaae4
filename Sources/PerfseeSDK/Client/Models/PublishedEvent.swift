/// The response to a published event, sent once the event is on disk.
public struct PublishedEvent: Codable, Sendable, Hashable {
    /// The event's ID.
    public let id: Int
    /// The number of webhooks that it will be sent to.
    public let deliveries: Int
}
