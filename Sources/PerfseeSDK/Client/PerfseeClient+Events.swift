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

    /// Publishes up to 1,000 events in one transaction, all of them or none, and returns once they are on the server's
    /// disk.
    ///
    /// - Parameters:
    ///   - events: the events, 8 MiB in all.
    ///   - project: the project's ID.
    ///   - idempotencyKey: identifies this batch, as it does an event; nil for a new UUID.
    ///   - delivery: the delivery that led to these events, if any.
    /// - Returns: what became of each event, in their order.
    public func publish(
        _ events: [NewEvent], to project: String, idempotencyKey: String? = nil, after delivery: VerifiedDelivery? = nil
    ) async throws -> [PublishedEvent] {
        let lines = try events.flatMap { try $0.line() }
        return try await publish(lines: lines, to: project, idempotencyKey: idempotencyKey, after: delivery)
    }

    /// Publishes events that are NDJSON already: an object with `eventType`, `payload` and, if it has one,
    /// `idempotencyKey` on each line.
    public func publish(
        lines: [UInt8], to project: String, idempotencyKey: String? = nil, after delivery: VerifiedDelivery? = nil
    ) async throws -> [PublishedEvent] {
        let path = ClientRequest.path("projects", project, "events", "batch")
        let key = idempotencyKey ?? UUID().uuidString.lowercased()
        var request = ClientRequest("POST", path, body: .lines(lines), idempotencyKey: key)
        if let delivery { request.headers = delivery.forwarded }
        return try await send(request, as: PublishedBatch.self).items
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

private struct PublishedBatch: Decodable {
    let items: [PublishedEvent]
}
