import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// The delivery log: what was sent, and with what result.
struct DeliveryPages: Sendable {
    static let pageSize = 50

    let services: Services
    let store: any WebhookStore & EventBodyStore & DeliveryLog
    let kind: OwnerKind

    var routes: [PageRoute] {
        let list = "\(kind.pages)/deliveries"
        return [
            .get(services, list, showList), .get(services, "\(list)/{id}", showOne),
            .post(services, "\(list)/{id}/redeliver", redeliver),
        ]
    }

    struct ListView: Sendable {
        struct Choice: Sendable {
            var value: String
            var name: String
            var isChosen: Bool
        }

        var path: String
        var rows: [DeliveryRowView]
        var hasRows: Bool
        var isFiltered: Bool
        /// Which filters were not applied, because they mean nothing; nil if none.
        var ignored: String?
        var states: [Choice]
        var webhooks: [Choice]
        var eventType: String
        var since: String
        var until: String
        var older: String?
        var newest: String?
        var webhooksPath: String
    }

    @Sendable private func showList(_ request: PageRequest) async throws -> Response {
        let (request, owner) = try await request.owner(kind)
        let webhooks = try await store.webhooks(
            in: owner.key, before: nil, limit: kind.maximumWebhooks)
        let filter = Self.filter(request)
        let before = DeliveryID(request.query("before"))
        let found = try await store.deliveries(
            in: owner.key, matching: filter, before: before, limit: Self.pageSize + 1)
        let shown = Array(found.prefix(Self.pageSize))
        let path = LocalPath(request.http).without("before")
        let next = found.count > Self.pageSize ? shown.last?.id : nil
        let view = ListView(
            path: owner.deliveriesPath, rows: try await request.rows(shown, webhooks, in: owner, store),
            hasRows: !shown.isEmpty, isFiltered: filter != DeliveryFilter() || before != nil,
            ignored: Self.ignored(filter, request),
            states: [ListView.Choice(value: "", name: request.strings("any-state"), isChosen: filter.state == nil)]
                + DeliveryStateFilter.allCases.map {
                    .init(
                        value: $0.name, name: request.strings("state-\($0.name)"),
                        isChosen: $0 == DeliveryStateFilter(filter))
                },
            webhooks: [
                ListView.Choice(value: "", name: request.strings("any-webhook"), isChosen: filter.webhook == nil)
            ]
                + webhooks.map {
                    .init(value: String($0.id), name: CutText.option($0.url), isChosen: $0.id == filter.webhook)
                },
            eventType: request.query("eventType"), since: Self.field(filter.since), until: Self.field(filter.until),
            older: next.map { "\(path)\(path.contains("?") ? "&" : "?")before=\($0)" },
            newest: before == nil ? nil : path, webhooksPath: owner.webhooksPath)
        return request.render(
            "delivery-list", title: request.strings("navigation-deliveries"), current: "deliveries", view)
    }

    /// An invalid filter is ignored, which the page says.
    private static func filter(_ request: PageRequest) -> DeliveryFilter {
        let eventType = request.query("eventType").trimmed
        let state = DeliveryStateFilter(name: request.query("state"))
        return DeliveryFilter(
            webhook: Int64(request.query("webhook")), state: state?.state, isRetrying: state == .retrying,
            eventType: eventType.isEmpty ? nil : EventTypeExpression(eventType), since: time(request.query("since")),
            until: time(request.query("until")))
    }

    private static func ignored(_ filter: DeliveryFilter, _ request: PageRequest) -> String? {
        let filters = [
            ("state", request.strings("state"), filter.state != nil),
            ("webhook", request.strings("webhook"), filter.webhook != nil),
            ("since", request.strings("since"), filter.since != nil),
            ("until", request.strings("until"), filter.until != nil),
        ]
        let labels = filters.filter { name, _, isApplied in !request.query(name).isEmpty && !isApplied }.map(\.1)
        guard !labels.isEmpty else { return nil }
        let fields = labels.joined(separator: request.strings("list-separator"))
        return request.strings("filters-ignored", ["fields": fields])
    }

    /// In the format of a browser's input field.
    private static func field(_ time: Timestamp?) -> String {
        time.map { String($0.iso8601.prefix(16)) } ?? ""
    }

    /// As a browser's input field writes it, `2026-01-31T12:00`, read as UTC; or ISO 8601.
    private static func time(_ text: String) -> Timestamp? {
        Timestamp(iso8601: text) ?? Timestamp(iso8601: "\(text):00Z") ?? Timestamp(iso8601: "\(text)Z")
    }

    @Sendable private func showOne(_ request: PageRequest) async throws -> Response {
        let (request, owner, delivery) = try await delivery(of: request)
        let attempts = try await store.attempts(of: delivery.id)
        let webhook = try await store.webhook(delivery.webhook, in: owner.key)
        let body = try await store.body(of: delivery.event)
        let view = DeliveryView(
            delivery, attempts, webhook, body, in: owner, isHeard: try await request.isHeard(delivery, by: owner),
            request)
        return request.render(
            "delivery", title: "\(delivery.eventType.text) · \(view.shortID)", current: "deliveries", view)
    }

    @Sendable private func redeliver(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let (_, owner, delivery) = try await delivery(of: request)
        _ = try await store.redeliver(
            delivery.id, in: owner.key, at: services.now, once: nil)
        return .redirect("\(owner.deliveriesPath)/\(delivery.id)?notice=redelivered")
    }

    private func delivery(of request: PageRequest) async throws -> (PageRequest, Owner, Delivery) {
        let (request, owner) = try await request.owner(kind)
        guard let id = DeliveryID(request.parameter("id")),
            let delivery = try await store.delivery(id, in: owner.key)
        else { throw Problem.notFound(.delivery(of: owner.kind)) }
        return (request, owner, delivery)
    }
}
