import Domain
import Localization

/// The fields of a published event.
enum EventFields {
    static let eventType = Field<EventType>(
        "eventType",
        Schema.string(1...EventType.maximumLength, pattern: "^[a-z0-9_.-]+(:[a-z0-9_.-]+)*$").described(
            "A type from the catalog except ping, or a custom type whose header differs from those in the catalog.")
    ) { value, faults in
        guard let text = value.string else { return faults.refuse("eventType", .notString) }
        guard let type = EventType(text) else {
            return faults.refuse("eventType", .event(.characters(limit: EventType.maximumLength)))
        }
        guard type != .ping else { return faults.refuse("eventType", .event(.ping)) }
        if let own = EventCatalog.type(imitatedBy: type) {
            return faults.refuse("eventType", .event(.header(own.header, of: own)))
        }
        return type
    }

    /// The payload's bytes, which are sent unchanged.
    static let payload = Field<ArraySlice<UInt8>>(
        "payload", Schema.map(of: .any).described("Any JSON object. It is sent byte for byte.")
    ) { value, faults in
        guard value.kind == .object else { return faults.refuse("payload", .notObject) }
        return value.bytes
    }

    /// Of one event of a batch.
    static let idempotencyKey = Field<String>(
        "idempotencyKey",
        Schema.string(1...IdempotencyKeyRule.maximumLength).described(
            "As the header Idempotency-Key, for this event alone. Keys of a batch must differ.")
    ) { value, faults in
        guard let text = value.string else { return faults.refuse("idempotencyKey", .notString) }
        guard IdempotencyKeyRule.allows(text) else {
            return faults.refuse(
                "idempotencyKey", .idempotencyKey(.characters(limit: IdempotencyKeyRule.maximumLength)))
        }
        return text
    }

    static let publication = FieldTable([.required(eventType), .required(payload)])
    static let ofBatch = FieldTable([.required(eventType), .required(payload), .optional(idempotencyKey)])
}
