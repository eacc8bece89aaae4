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
        /// Whether there is anything to filter.
        var hasFilters: Bool
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
        let isFiltered = filter != DeliveryFilter() || before != nil
        let view = ListView(
            path: owner.deliveriesPath, rows: try await request.rows(shown, webhooks, in: owner, store),
            hasRows: !shown.isEmpty, hasFilters: !shown.isEmpty || isFiltered, isFiltered: isFiltered,
            ignored: Self.ignored(filter, request),
            states: [ListView.Choice(value: "", name: request.strings("any-state"), isChosen: filter.state == nil)]
                + DeliveryStateFilter.allCases.map {
                    .init(
                        value: $0.name, name: request.strings("state-\($0.name)"),
                        isChosen: $0 == DeliveryStateFilter(filter))
                },
            webhooks: [
                ListView.Choice(value: "", name: request.strings("any-webhook"), isChosen: filter.webhook == nil)
            ] + Self.choices(of: webhooks, chosen: filter.webhook),
            eventType: request.query("eventType"), since: TimeFilter.field(filter.since),
            until: TimeFilter.field(filter.until),
            older: next.map { "\(path)\(path.contains("?") ? "&" : "?")before=\($0)" },
            newest: before == nil ? nil : path, webhooksPath: owner.webhooksPath)
        return request.render(
            "delivery-list", title: request.strings("navigation-deliveries"), current: "deliveries", view)
    }

    private static func choices(of webhooks: [Webhook], chosen: Webhook.ID?) -> [ListView.Choice] {
        zip(webhooks, names(of: webhooks)).map { webhook, name in
            ListView.Choice(value: String(webhook.id), name: name, isChosen: webhook.id == chosen)
        }
    }

    /// Their URLs, cut; those that would read the same have their id as well.
    private static func names(of webhooks: [Webhook]) -> [String] {
        let names = webhooks.map { CutText.option($0.url) }
        let counts = Dictionary(grouping: names) { $0 }.mapValues(\.count)
        return zip(webhooks, names).map { counts[$1] == 1 ? $1 : "\($1) (ID \($0.id))" }
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

    /// An invalid filter is ignored, which the page says.
    private static func filter(_ request: PageRequest) -> DeliveryFilter {
        let eventType = request.query("eventType").trimmed
        let state = DeliveryStateFilter(name: request.query("state"))
        return DeliveryFilter(
            webhook: Int64(request.query("webhook")), state: state?.state, isRetrying: state == .retrying,
            eventType: eventType.isEmpty ? nil : EventTypeExpression(eventType),
            since: TimeFilter.time(request.query("since")),
            until: TimeFilter.time(request.query("until")))
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
