import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// What happened in a project, whether or not it was delivered to anyone.
struct EventPages: Sendable {
    static let pageSize = 50

    let services: Services
    let store: any EventStore & WebhookStore & DeliveryLog

    var routes: [PageRoute] {
        let list = "/{project}/events"
        return [.get(services, list, showList), .get(services, "\(list)/{id}", showOne)]
    }

    struct ListView: Sendable {
        var path: String
        var rows: [EventRowView]
        var hasRows: Bool
        /// Whether there is anything to filter.
        var hasFilters: Bool
        var isFiltered: Bool
        var eventType: String
        var since: String
        var until: String
        var older: String?
        var newest: String?
        var setUpPath: String
    }

    @Sendable private func showList(_ request: PageRequest) async throws -> Response {
        let (request, project) = try await request.project(for: .admin)
        let filter = Self.filter(request)
        let before = Int64(request.query("before"))
        let found = try await store.events(
            in: project.number, matching: filter, before: before, limit: Self.pageSize + 1)
        let shown = Array(found.prefix(Self.pageSize))
        let counts = try await store.deliveryCounts(of: shown, in: project.number)
        let path = LocalPath(request.http).without("before")
        let isFiltered = filter != EventFilter() || before != nil
        let view = ListView(
            path: "/\(project.id)/events",
            rows: shown.map { EventRowView($0, counts[$0.id] ?? [:], in: project, request) },
            hasRows: !shown.isEmpty, hasFilters: !shown.isEmpty || isFiltered, isFiltered: isFiltered,
            eventType: request.query("eventType"), since: TimeFilter.field(filter.since),
            until: TimeFilter.field(filter.until),
            older: found.count > Self.pageSize
                ? shown.last.map { "\(path)\(path.contains("?") ? "&" : "?")before=\($0.id)" } : nil,
            newest: before == nil ? nil : path, setUpPath: "/\(project.id)/set-up")
        return request.render("event-list", title: request.strings("navigation-events"), current: "events", view)
    }

    /// An invalid filter is ignored.
    private static func filter(_ request: PageRequest) -> EventFilter {
        let eventType = request.query("eventType").trimmed
        return EventFilter(
            eventType: eventType.isEmpty ? nil : EventTypeExpression(eventType),
            since: TimeFilter.time(request.query("since")), until: TimeFilter.time(request.query("until")))
    }

    struct View: Sendable {
        var id: Int64
        var eventType: String
        var created: MomentView
        var size: String
        /// The event's body as sent, and indented for reading.
        var body: String
        var prettyBody: String
        var rows: [DeliveryRowView]
        var hasDeliveries: Bool
    }

    @Sendable private func showOne(_ request: PageRequest) async throws -> Response {
        let (request, project) = try await request.project(for: .admin)
        guard let event = try await store.event(request.number("id"), in: project.number) else {
            throw Problem.notFound(.event)
        }
        let rows = try await request.deliveries(of: event, in: project, store)
        let body = String(decoding: event.body.bytes, as: UTF8.self)
        let view = View(
            id: event.id, eventType: event.eventType.text,
            created: MomentView(event.createdAt, now: request.now, request.strings),
            size: SizeText.of(event.body.bytes.count), body: body,
            prettyBody: IndentedJSON.text(of: event.body.bytes) ?? body, rows: rows, hasDeliveries: !rows.isEmpty)
        return request.render("event", title: "\(event.eventType.text) · \(event.id)", current: "events", view)
    }
}
