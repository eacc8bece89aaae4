import Domain
import HTTPTypes
import Hummingbird
import Storage

/// Applications: robot accounts, for administrators of the server.
struct ApplicationPages: Sendable {
    /// How many applications one page shows.
    static let pageSize = 100
    /// How many projects an application's page lists.
    static let shownProjects = 200

    let services: Services

    var routes: [PageRoute] {
        let list = "/applications"
        let one = "\(list)/{application}"
        return [
            .get(services, list, showList), .post(services, list, create), .get(services, one, showOne),
            .post(services, "\(one)/delete", delete),
        ]
    }

    @Sendable private func showList(_ visit: Visit) async throws -> Response {
        _ = try visit.instanceAdmin()
        return try await list(visit)
    }

    @Sendable private func create(_ visit: Visit, _ form: PostedForm) async throws -> Response {
        _ = try visit.instanceAdmin()
        let name = form["name"].trimmed
        if let message = Self.fault(ofName: name) { return try await list(visit, name: name, fault: message) }
        do {
            let reply = try await services.store.createApplication(name: name, at: services.now, once: nil)
            guard case .done(let application) = reply else { return .redirect("/applications") }
            return .redirect("\(application.applicationPagePath)?notice=application-created")
        } catch StoreError.conflict {
            return try await list(visit, name: name, fault: "is another application's name")
        }
    }

    private static func fault(ofName name: String) -> String? {
        TextRule(length: 1...Account.maximumNameLength).fault(in: name) ?? ApplicationFields.faultOfName(name)
    }

    private func list(_ visit: Visit, name: String = "", fault: String? = nil) async throws -> Response {
        let found = try await services.store.applications(
            before: Int64(visit.query("before")), limit: Self.pageSize + 1)
        let shown = found.prefix(Self.pageSize)
        let overviews = try await services.store.overviews(ofApplications: shown.map(\.id))
        let rows = shown.map { ApplicationListView.Row($0, overviews[$0.id], now: visit.now, visit.words) }
        let view = ApplicationListView(
            rows: rows, name: name, fault: fault,
            older: found.count > Self.pageSize ? shown.last.map { "/applications?before=\($0.id)" } : nil, visit.words)
        return visit.render(
            "application-list", title: visit.words("applications"), view,
            status: fault == nil ? .ok : .unprocessableContent)
    }

    @Sendable private func showOne(_ visit: Visit) async throws -> Response {
        try await page(visit, try await visit.application())
    }

    @Sendable private func delete(_ visit: Visit, _ form: PostedForm) async throws -> Response {
        let application = try await visit.application()
        guard form["confirm"] == application.name else {
            return try await page(visit, application, fault: "is not the application's name")
        }
        _ = try await services.store.deleteApplication(application.id, at: services.now)
        return .redirect("/applications?notice=application-deleted")
    }

    private func page(_ visit: Visit, _ application: Account, fault: String? = nil) async throws -> Response {
        let here = OwnerVisit(.application(application), visit)
        let overview = try await services.store.overviews(ofApplications: [application.id])[application.id]
        let memberships = try await services.store.memberships(of: application.id, limit: Self.shownProjects)
        let view = ApplicationView(application, overview, memberships, fault: fault, here)
        return here.render(
            "application", title: visit.words("rail-overview"), current: "overview", view,
            status: fault == nil ? .ok : .unprocessableContent)
    }
}
