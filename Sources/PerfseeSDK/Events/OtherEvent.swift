import Foundation

/// An event of a type that is not in the catalog.
public struct OtherEvent: Sendable, Hashable {
    /// The type on the wire, such as `shop:order-placed`.
    public let eventType: String

    /// The payload's JSON, byte for byte as it was published.
    public let payload: [UInt8]

    /// Creates an event of a custom type.
    public init(eventType: String, payload: [UInt8]) {
        self.eventType = eventType
        self.payload = payload
    }

    /// Decodes the payload as a custom type. Dates are decoded from ISO 8601.
    ///
    /// - Throws: `DecodingError` if the payload does not match the type.
    public func decodePayload<Payload: Decodable>(as type: Payload.Type = Payload.self) throws -> Payload {
        try WireJSON.decoder().decode(type, from: Data(payload))
    }
}
