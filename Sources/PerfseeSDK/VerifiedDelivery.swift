/// A request whose signature was right.
public struct VerifiedDelivery: Sendable, Hashable {
    /// The header that carries the delivery's id.
    public static let idHeaderName = "X-Perfsee-Delivery"
    /// The header that carries its depth.
    public static let depthHeaderName = "X-Perfsee-Depth"

    /// The delivery's id: the same on every retry and every redelivery, so that what was seen before can be dropped.
    ///
    /// With ``SignatureScheme/perfsee`` it is not covered by the signature.
    public let id: String

    /// The body, byte for byte.
    public let body: [UInt8]

    /// How many events led to this one, one after the other: 0 for most. A program that publishes an event for each that
    /// it receives passes it on with ``id``, so that webhooks which lead in a circle come to an end; see
    /// ``PerfseeClient/publish(_:payload:to:idempotencyKey:after:)``. No signature covers it.
    public let depth: Int

    /// What the delivery tells.
    public func event() throws(UnreadableEvent) -> WebhookEvent {
        try WebhookEvent(body: body)
    }
}
