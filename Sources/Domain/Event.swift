/// Something that happened in a project. Its body's bytes are made once, stored once, and sent as they are.
package struct Event: Hashable, Sendable {
    package typealias ID = Int64

    package var id: ID
    package var eventType: EventType
    package var body: EventBody
    package var createdAt: Timestamp

    package init(id: ID, eventType: EventType, body: EventBody, createdAt: Timestamp) {
        self.id = id
        self.eventType = eventType
        self.body = body
        self.createdAt = createdAt
    }
}

/// The bytes that every webhook is sent for one event: `{"eventType":"…","payload":{…}}`, UTF-8.
package struct EventBody: Hashable, Sendable {
    package let bytes: [UInt8]

    /// `payload` goes in byte for byte; the caller has checked that it is a JSON object.
    package init(eventType: EventType, payload: some Collection<UInt8>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.count + eventType.text.utf8.count + 32)
        bytes += #"{"eventType":""#.utf8
        bytes += eventType.text.utf8
        bytes += #"","payload":"#.utf8
        bytes += payload
        bytes.append(UInt8(ascii: "}"))
        self.bytes = bytes
    }

    package init(stored bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The payload's own bytes within the body.
    package func payload(of eventType: EventType) -> ArraySlice<UInt8> {
        bytes.dropFirst(#"{"eventType":"","payload":"#.utf8.count + eventType.text.utf8.count).dropLast()
    }
}
