import Foundation

extension PerfseeClient {
    /// Publishes an event. The request is retried after a transient failure; the idempotency key keeps the event from
    /// being accepted twice.
    ///
    /// - Parameters:
    ///   - eventType: the event's type, such as `shop:order-placed`.
    ///   - payload: the bytes of a JSON object, which are sent to the receivers unchanged.
    ///   - project: the project's ID.
    ///   - idempotencyKey: 1...255 printable ASCII characters that identify this event; nil for a new UUID.
    ///   - delivery: the delivery that led to this event, for a program that publishes what it receives. The server
    ///     counts how many events led to each other in a chain, and refuses a chain that becomes too long (422).
    public func publish(
        _ eventType: String, payload: [UInt8], to project: String, idempotencyKey: String? = nil,
        after delivery: VerifiedDelivery? = nil
    ) async throws -> PublishedEvent {
        let type = try WireJSON.encoder().encode(eventType)
        let body = Array(#"{"eventType":"#.utf8) + type + Array(#","payload":"#.utf8) + payload + Array("}".utf8)
        let path = ClientRequest.path("projects", project, "events")
        let key = idempotencyKey ?? UUID().uuidString.lowercased()
        var request = ClientRequest("POST", path, body: .json(body), idempotencyKey: key)
        if let delivery { request.headers = delivery.forwarded }
        return try await send(request)
    }

    /// Fetches the catalog of event types.
    public func eventTypes() async throws -> ClientAnswer {
        try await send(ClientRequest("GET", ClientRequest.path("event-types")))
    }
}

extension VerifiedDelivery {
    /// The headers of an event that this delivery led to.
    fileprivate var forwarded: [(name: String, value: String)] {
        [(Self.idHeaderName, id)] + (depth > 0 ? [(Self.depthHeaderName, String(depth))] : [])
    }
}
