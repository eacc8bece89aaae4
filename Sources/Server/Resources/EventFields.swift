import Domain

/// The fields of a published event.
enum EventFields {
    static let eventType = Field<EventType>(
        "eventType",
        Schema.string(1...EventType.maximumLength, pattern: "^[a-z0-9_.-]+(:[a-z0-9_.-]+)*$").described(
            "One of the catalogue's types but ping, or one of one's own, whose header is none of the catalogue's.")
    ) { value, faults in
        guard let text = value.string else { return faults.refuse("eventType", "must be a string") }
        guard let type = EventType(text) else {
            return faults.refuse(
                "eventType",
                "must be of a-z, 0-9, -, _ and . in parts separated by :, at most \(EventType.maximumLength) characters"
            )
        }
        guard type != .ping else { return faults.refuse("eventType", "cannot be ping: test a webhook instead") }
        if let own = EventCatalogue.type(imitatedBy: type) {
            return faults.refuse(
                "eventType", "has the header \(own.header), which tells receivers of \(own): take another type")
        }
        return type
    }

    /// The payload's bytes, which are sent unchanged.
    static let payload = Field<ArraySlice<UInt8>>(
        "payload", Schema.map(of: .any).described("Any JSON object; it is sent byte for byte.")
    ) { value, faults in
        guard value.kind == .object else { return faults.refuse("payload", "must be a JSON object") }
        return value.bytes
    }

    static let publication = FieldTable([.required(eventType), .required(payload)])
}
