import Domain
import HTTPTypes
import Hummingbird
import Localization
import Logging
import Signing
import Storage

/// Events: published by programs, read by admins.
struct EventResource: Sendable {
    let services: Services
    let store: any EventStore

    private static let list = "events"
    private static let parameters =
        Page.parameters + [
            QueryParameter(
                name: "eventType",
                schema: .string(1...EventTypeExpression.maximumLength).described(
                    "Only events of the types that this event type expression matches."))
        ]

    var endpoints: [Endpoint] {
        let all = "/projects/{project}/events"
        return [
            .authenticated(services, .post, all, Self.publishOperation, publish),
            .authenticated(services, .post, "\(all)/batch", Self.batchOperation, publishBatch),
            .authenticated(services, .get, all, Self.listOperation, list),
            .authenticated(services, .get, "\(all)/{id}", Self.showOperation, show),
            .authenticated(services, .get, "/event-types", Self.catalogOperation) { _ in Self.catalog },
        ]
    }

    /// The payload is parsed only as far as necessary: its grammar is checked, but no tree is built.
    @Sendable private func publish(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .publish)
        let reader = BodyReader(limit: services.configuration.bodyLimits.event)
        let bytes = try await reader.json(of: request.http, in: request.context)
        let form = try Form(JSONDocument(scanning: bytes, recordingTo: 1).root, EventFields.publication)
        let key = try request.idempotencyKey(bodyHash: SHA256Digest.of(bytes))
        try form.validate()
        guard let type = form[EventFields.eventType], let payload = form[EventFields.payload] else {
            throw Problem.invalid(form.faults)
        }
        try await checkRight(to: type, in: project, request)
        let event = NewEvent(
            owner: .project(project.number), eventType: type, body: EventBody(eventType: type, payload: payload),
            quota: services.configuration.quotas.events, cause: try EventCause(of: request.http))
        return try await request.once(key, answer: Self.accepted) { once in
            let reply = try await store.accept(event, at: services.now, once: once)
            if case .done(let accepted) = reply { Self.log(accepted, in: project, request) }
            return reply
        }
    }

    @Sendable private func publishBatch(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .publish)
        let limits = services.configuration.bodyLimits
        let bytes = try await BodyReader(limit: limits.batch).lines(of: request.http, in: request.context)
        let batch = try EventBatch(bytes, limit: limits.event)
        let key = try request.idempotencyKey(bodyHash: SHA256Digest.of(bytes))
        for type in Set(batch.lines.map(\.type)) { try await checkRight(to: type, in: project, request) }
        let cause = try EventCause(of: request.http)
        let events = batch.lines.map { line in
            BatchedEvent(
                event: NewEvent(
                    owner: .project(project.number), eventType: line.type,
                    body: EventBody(eventType: line.type, payload: line.payload),
                    quota: services.configuration.quotas.events, cause: cause),
                once: line.key.map { key in
                    Once(key: request.idempotencyKey(key, bodyHash: SHA256Digest.of(line.bytes)), answer: Self.accepted)
                })
        }
        do {
            return try await request.once(key, answer: Self.accepted) { once in
                let reply = try await store.accept(events, at: services.now, once: once)
                if case .done(let replies) = reply { Self.log(replies, in: project, request) }
                return reply
            }
        } catch let refusal as BatchRefusal {
            let line = batch.lines[refusal.index].number
            throw Problem.invalid([
                FieldFault(
                    field: "\(line).\(EventFields.idempotencyKey.name)", reason: .idempotencyKey(.reused))
            ])
        }
    }

    private static func log(_ replies: [BatchedReply], in project: Project, _ request: APIRequest) {
        request.context.logger.debug(
            "A batch of events was accepted", metadata: ["events": "\(replies.count)", "project": "\(project.id)"])
    }

    @Sendable private static func accepted(_ replies: [BatchedReply]) -> StoredAnswer {
        StoredAnswer(.accepted) { json in
            json.object { json in
                json.array("items") { json in
                    for reply in replies {
                        switch reply {
                        case .accepted(let accepted): json.raw(nil, Self.accepted(accepted).body)
                        case .repeated(let answer): json.raw(nil, answer.body)
                        }
                    }
                }
            }
        }
    }

    /// With the request's id: from here on, the log has the ids of the event's deliveries.
    private static func log(_ accepted: Accepted, in project: Project, _ request: APIRequest) {
        request.context.logger.debug(
            "An event was accepted",
            metadata: [
                "event": "\(accepted.event)", "project": "\(project.id)", "deliveries": "\(accepted.deliveries)",
            ])
    }

    /// Whether the caller may publish anything was checked before the body was read.
    private func checkRight(to type: EventType, in project: Project, _ request: APIRequest) async throws {
        let need = Access.Need.publishing(type)
        guard need != .publish else { return }
        let verdict = try await Authorizer(services: services, caller: request.caller).verdict(on: need, in: project)
        guard verdict == .allowed else { throw Problem.forbidden(.ownEventType(type)) }
    }

    @Sendable private static func accepted(_ accepted: Accepted) -> StoredAnswer {
        StoredAnswer(.accepted) { json in
            json.object { json in
                json.integer("id", accepted.event)
                json.integer("deliveries", accepted.deliveries)
            }
        }
    }

    @Sendable private func list(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .admin)
        var query = QueryForm(Query(request.http), known: Self.parameters)
        let page = Page(&query, list: Self.list)
        let type = query.expression("eventType")
        try query.validate()
        let events = try await store.events(
            in: project.number, eventType: type, before: page.after.flatMap { Int64($0) }, limit: page.fetchLimit)
        return .json(
            .ok, page.json(events, list: Self.list, id: { String($0.id) }, write: { $0.writeSummary(to: &$1) }))
    }

    @Sendable private func show(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .admin)
        guard let event = try await store.event(request.number("id"), in: project.number) else {
            throw Problem.notFound(.event)
        }
        return .json { event.write(to: &$0) }
    }

    private static var catalog: Response {
        .json { json in
            json.object { json in
                json.raw("items", EventCatalog.json)
                json.null("nextCursor")
            }
        }
    }
}

extension EventResource {
    private static let publishOperation = Operation(
        id: "publishEvent",
        summary:
            "Publishes an event, and responds once it is on disk. Requires publish, or admin for the catalog's types.",
        body: .json(EventFields.publication, isRequired: true),
        answers: [
            .json(
                202, "Accepted; deliveries is the number of webhooks that it will be sent to.",
                .object([.always("id", .integer()), .always("deliveries", .integer())]))
        ], takesIdempotencyKey: true, takesDeliveries: true)
    private static let batchOperation = Operation(
        id: "publishEvents",
        summary:
            """
            Publishes up to \(EventBatch.maximumEvents) events, one on each line, in one transaction: all of them or none. \
            Requires publish, or admin for the catalog's types.
            """,
        body: .lines(EventFields.ofBatch),
        answers: [
            .json(
                202, "Accepted; the items are in the order of the lines.",
                .object([
                    .always(
                        "items",
                        .array(of: .object([.always("id", .integer()), .always("deliveries", .integer())])))
                ]))
        ], takesIdempotencyKey: true, takesDeliveries: true)
    private static let listOperation = Operation(
        id: "listEvents", summary: "Lists a project's events. Requires admin.", query: parameters,
        answers: [.json(200, "A page of events.", Page.schema(of: .reference("EventSummary")))])
    private static let showOperation = Operation(
        id: "getEvent", summary: "Gets an event with its payload. Requires admin.",
        answers: [.json(200, "The event.", .reference("Event"))])
    private static let catalogOperation = Operation(
        id: "listEventTypes", summary: "Lists the catalog of event types. Requires any token.",
        answers: [
            .json(
                200, "The catalog.",
                Page.schema(
                    of: .object([
                        .always("eventType", .string()), .always("header", .string()),
                        .always("description", .string()),
                        .always("schema", Schema.map(of: .any)), .always("example", Schema.map(of: .any)),
                    ])))
        ])
}
