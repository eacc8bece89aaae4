/// A request whose signature was right.
public struct VerifiedDelivery: Sendable, Hashable {
    /// The header that carries the delivery's id.
    public static let idHeaderName = "X-Perfsee-Delivery"

    /// The delivery's id: the same on every retry and every redelivery, so that what was seen before can be dropped.
    ///
    /// With ``SignatureScheme/perfsee`` it is not covered by the signature.
    public let id: String

    /// The body, byte for byte.
    public let body: [UInt8]

    /// What the delivery tells.
    public func event() throws(UnreadableEvent) -> WebhookEvent {
        try WebhookEvent(body: body)
    }
}
