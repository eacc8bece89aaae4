/// A request whose signature was verified.
public struct VerifiedDelivery: Sendable, Hashable {
    /// The name of the header with the delivery's ID.
    public static let idHeaderName = "X-Perfsee-Delivery"
    /// The name of the header with the delivery's depth.
    public static let depthHeaderName = "X-Perfsee-Depth"

    /// The delivery's ID, a UUID: the same on every retry and every redelivery, so that duplicates can be dropped.
    ///
    /// The signature of ``SignatureScheme/perfsee`` does not cover it.
    public let id: String

    /// The body, byte for byte.
    public let body: [UInt8]

    /// How many events led to this one in a chain: usually 0. A program that publishes an event for each one it
    /// receives passes the depth on together with ``id``, so that webhooks that form a loop come to an end; see
    /// ``PerfseeClient/publish(_:payload:to:idempotencyKey:after:)``. No signature covers it.
    public let depth: Int

    /// Decodes the event in the body.
    ///
    /// - Throws: ``UnreadableEvent`` if the body is not an event, or has an unexpected payload.
    public func event() throws(UnreadableEvent) -> WebhookEvent {
        try WebhookEvent(body: body)
    }
}
