import Foundation

extension PerfseeClient {
    /// Publishes an event. It is sent again where the first try may have failed for a passing reason; the idempotency key
    /// keeps it from being accepted twice.
    ///
    /// - Parameters:
    ///   - eventType: e.g. `shop:order-placed`.
    ///   - payload: the bytes of a JSON object, which go out to the receivers as they are.
    ///   - project: the project's id.
    ///   - idempotencyKey: 1...255 printable ASCII characters that name this event; nil for a new UUID.
    ///   - delivery: what led to this event, where a program publishes what it receives. The server counts how deep events
    ///     follow from each other, and refuses what goes on for too long (422).
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

    /// The catalogue of event types.
    public func eventTypes() async throws -> ClientAnswer {
        try await send(ClientRequest("GET", ClientRequest.path("event-types")))
    }
}

extension VerifiedDelivery {
    /// The headers that an event carries which this delivery led to.
    fileprivate var forwarded: [(name: String, value: String)] {
        [(Self.idHeaderName, id)] + (depth > 0 ? [(Self.depthHeaderName, String(depth))] : [])
    }
}
