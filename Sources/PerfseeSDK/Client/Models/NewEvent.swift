import Foundation

/// An event to publish in a batch.
public struct NewEvent: Sendable, Hashable {
    /// The event's type, such as `shop:order-placed`.
    public var eventType: String
    /// The bytes of a JSON object. Line breaks between its tokens are sent as spaces, all else unchanged.
    public var payload: [UInt8]
    /// 1...255 printable ASCII characters that identify this event; nil if the batch's own key is enough.
    public var idempotencyKey: String?

    /// Creates an event; nothing is sent yet.
    public init(_ eventType: String, payload: [UInt8], idempotencyKey: String? = nil) {
        self.eventType = eventType
        self.payload = payload
        self.idempotencyKey = idempotencyKey
    }

    /// A line of NDJSON.
    func line() throws -> [UInt8] {
        var line = Array(#"{"eventType":"#.utf8) + Array(try WireJSON.encoder().encode(eventType))
        if let idempotencyKey {
            line += Array(#","idempotencyKey":"#.utf8) + Array(try WireJSON.encoder().encode(idempotencyKey))
        }
        // Within a string, JSON has no line breaks of its own.
        line += Array(#","payload":"#.utf8) + payload.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 } + Array("}\n".utf8)
        return line
    }
}
