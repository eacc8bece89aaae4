/// Something that happened in a project. The bytes of its body are made once, stored once, and sent unchanged.
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

/// What every webhook is sent for one event: the bytes `{"eventType":"…","payload":{…}}` in UTF-8, and its depth.
package struct EventBody: Hashable, Sendable {
    package let bytes: [UInt8]
    /// How many events led to it in a chain (`EventCause`); 0 for most. Sent as a header unless it is 0.
    package var depth = 0

    /// `payload` is included byte for byte; the caller has checked that it is a JSON object.
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

    package init(stored bytes: [UInt8], depth: Int? = nil) {
        self.bytes = bytes
        self.depth = depth ?? 0
    }

    /// The bytes of the payload within the body.
    package func payload(of eventType: EventType) -> ArraySlice<UInt8> {
        bytes.dropFirst(#"{"eventType":"","payload":"#.utf8.count + eventType.text.utf8.count).dropLast()
    }
}
