/// What a server answers to a published event, once it is on disk.
public struct PublishedEvent: Codable, Sendable, Hashable {
    /// The event's id.
    public let id: Int
    /// How many webhooks it will be sent to.
    public let deliveries: Int
}
