import Foundation

/// An event of a type that the catalogue does not know.
public struct OtherEvent: Sendable, Hashable {
    /// The type as the wire writes it, e.g. `shop:order-placed`.
    public let eventType: String

    /// The payload's JSON, byte for byte as its publisher sent it.
    public let payload: [UInt8]

    /// An event of a type of one's own.
    public init(eventType: String, payload: [UInt8]) {
        self.eventType = eventType
        self.payload = payload
    }

    /// The payload as a type of one's own. Dates are read from ISO 8601.
    ///
    /// - Throws: `DecodingError` where the payload does not fit.
    public func decodePayload<Payload: Decodable>(as type: Payload.Type = Payload.self) throws -> Payload {
        try WireJSON.decoder().decode(type, from: Data(payload))
    }
}
