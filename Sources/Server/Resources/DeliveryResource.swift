import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// Deliveries: the log of what was sent, and redelivery.
struct DeliveryResource: Sendable {
    let services: Services
    let store: any EventBodyStore & DeliveryLog & WebhookStore
    let kind: OwnerKind

    private static let list = "deliveries"
    private static let parameters =
        Page.parameters + [
            QueryParameter(
                name: "webhook", schema: .integer(1...Int.max).described("Only deliveries to this webhook.")),
            QueryParameter(
                name: "state",
                schema: Schema.choice(DeliveryStateFilter.allCases.map(\.name)).described(
                    "Only deliveries in this state; `retrying` for those that are pending and have failed before.")),
            QueryParameter(
                name: "eventType",
                schema: .string(1...EventTypeExpression.maximumLength).described(
                    "Only deliveries of the event types that this event type expression matches.")),
            QueryParameter(name: "since", schema: Schema.time.described("Created at this time or later.")),
            QueryParameter(name: "until", schema: Schema.time.described("Created before this time.")),
        ]

    var endpoints: [Endpoint] {
        let all = "\(kind.template)/deliveries"
        return [
            .authenticated(services, .get, all, Self.listOperation(kind), list),
            .authenticated(services, .get, "\(all)/{id}", Self.showOperation(kind), show),
            .authenticated(services, .post, "\(all)/{id}/redeliver", Self.redeliverOperation(kind), redeliver),
        ]
    }

    @Sendable private func list(_ request: APIRequest) async throws -> Response {
        let owner = try await request.owner(kind)
        var query = QueryForm(Query(request.http), known: Self.parameters)
        let page = Page(&query, list: Self.list)
        let filter = Self.filter(&query)
        try query.validate()
        let deliveries = try await store.deliveries(
            in: owner.key, matching: filter, before: page.after.flatMap(DeliveryID.init), limit: page.fetchLimit)
        let webhooks = try await webhooks(of: deliveries, owner)
        let (now, defaultSchedule) = (services.now, services.configuration.defaultSchedule)
        return .json(
            .ok,
            page.json(
                deliveries, list: Self.list, id: { $0.id.description },
                write: { delivery, json in
                    let webhook = webhooks[delivery.webhook]
                    delivery.write(
                        to: &json,
                        outlook: DeliveryOutlook(delivery, webhook, defaultSchedule: defaultSchedule, at: now))
                }))
    }

    /// The webhooks that the outlook of these deliveries depends on.
    private func webhooks(of deliveries: [Delivery], _ owner: Owner) async throws -> [Webhook.ID: Webhook] {
        guard !deliveries.isEmpty else { return [:] }
        let all = try await store.webhooks(in: owner.key, before: nil, limit: kind.maximumWebhooks)
        return Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    }

    private static func filter(_ query: inout QueryForm) -> DeliveryFilter {
        let state = query.choice("state", DeliveryStateFilter.allCases.map(\.name)) { DeliveryStateFilter(name: $0) }
        return DeliveryFilter(
            webhook: query.integer("webhook", 1...Int.max).map(Int64.init), state: state?.state,
            isRetrying: state == .retrying,
            eventType: query.expression("eventType"),
            since: query.time("since"), until: query.time("until"))
    }

    @Sendable private func show(_ request: APIRequest) async throws -> Response {
        let (delivery, owner) = try await delivery(of: request)
        let webhook = try await store.webhook(delivery.webhook, in: owner.key)
        let outlook = DeliveryOutlook(
            delivery, webhook, defaultSchedule: services.configuration.defaultSchedule, at: services.now)
        let attempts = try await store.attempts(of: delivery.id)
        let body = try await store.body(of: delivery.event)
        return .json { delivery.write(to: &$0, outlook: outlook, attempts: attempts, body: body) }
    }

    @Sendable private func redeliver(_ request: APIRequest) async throws -> Response {
        let (delivery, owner) = try await delivery(of: request)
        let (form, key) = try await request.creation(.none)
        try form.validate()
        return try await request.once(key, answer: { StoredAnswer(.accepted, $0.write) }) { once in
            try await store.redeliver(delivery.id, in: owner.key, at: services.now, once: once)
        }
    }

    private func delivery(of request: APIRequest) async throws -> (Delivery, Owner) {
        let owner = try await request.owner(kind)
        guard let id = DeliveryID(request.parameter("id")),
            let delivery = try await store.delivery(id, in: owner.key)
        else { throw Problem.notFound(.delivery(of: owner.kind)) }
        return (delivery, owner)
    }
}

extension DeliveryResource {
    private static func listOperation(_ kind: OwnerKind) -> Operation {
        Operation(
            id: kind.operation("listDeliveries"),
            summary: "Lists the deliveries of \(kind.anOwner.lowercased()). \(kind.takes)",
            query: parameters,
            answers: [.json(200, "A page of deliveries.", Page.schema(of: .reference("DeliverySummary")))])
    }

    private static func showOperation(_ kind: OwnerKind) -> Operation {
        Operation(
            id: kind.operation("getDelivery"), summary: "Gets a delivery with its attempts. \(kind.takes)",
            answers: [.json(200, "The delivery.", .reference("Delivery"))])
    }

    private static func redeliverOperation(_ kind: OwnerKind) -> Operation {
        Operation(
            id: kind.operation("redeliver"),
            summary:
                "Sends a delivery again, from the start of its retry schedule. 409 while it is being sent. \(kind.takes)",
            body: .json(.none, isRequired: false),
            answers: [.json(202, "The delivery will be sent again.", .reference("DeliverySummary"))],
            takesIdempotencyKey: true)
    }
}
