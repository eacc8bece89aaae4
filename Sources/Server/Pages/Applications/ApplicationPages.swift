import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// Applications: robot accounts, for administrators of the server.
struct ApplicationPages: Sendable {
    /// How many applications one page shows.
    static let pageSize = 100
    /// How many projects an application's page lists.
    static let shownProjects = 200

    let services: Services
    let store: any ApplicationStore

    var routes: [PageRoute] {
        let list = "/applications"
        let one = "\(list)/{application}"
        return [
            .get(services, list, showList), .post(services, list, create), .get(services, one, showOne),
            .post(services, "\(one)/delete", delete),
        ]
    }

    @Sendable private func showList(_ request: PageRequest) async throws -> Response {
        _ = try request.instanceAdmin()
        return try await list(request)
    }

    @Sendable private func create(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        _ = try request.instanceAdmin()
        let name = form["name"].trimmed
        if let reason = Self.fault(ofName: name) { return try await list(request, name: name, fault: reason) }
        do {
            let reply = try await store.createApplication(name: name, at: services.now, once: nil)
            guard case .done(let application) = reply else { return .redirect("/applications") }
            return .redirect("\(application.applicationPagePath)?notice=application-created")
        } catch StoreError.conflict(let conflict) {
            return try await list(request, name: name, fault: .conflict(conflict))
        }
    }

    private static func fault(ofName name: String) -> FaultReason? {
        TextRule(length: 1...Account.maximumNameLength).fault(in: name).map(FaultReason.text)
            ?? ApplicationFields.faultOfName(name)
    }

    private func list(_ request: PageRequest, name: String = "", fault: FaultReason? = nil) async throws -> Response {
        let found = try await store.applications(
            before: Int64(request.query("before")), limit: Self.pageSize + 1)
        let shown = found.prefix(Self.pageSize)
        let overviews = try await store.overviews(ofApplications: shown.map(\.id))
        let rows = shown.map { ApplicationListView.Row($0, overviews[$0.id], now: request.now, request.strings) }
        let view = ApplicationListView(
            rows: rows, name: name, fault: fault,
            older: found.count > Self.pageSize ? shown.last.map { "/applications?before=\($0.id)" } : nil,
            request.strings)
        return request.render(
            "application-list", title: request.strings("applications"), view,
            status: fault == nil ? .ok : .unprocessableContent)
    }

    @Sendable private func showOne(_ request: PageRequest) async throws -> Response {
        let (request, application) = try await request.application()
        return try await page(request, application)
    }

    @Sendable private func delete(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let (request, application) = try await request.application()
        guard form["confirm"] == application.name else {
            return try await page(request, application, fault: .account(.unconfirmedName))
        }
        _ = try await store.deleteApplication(application.id, at: services.now)
        return .redirect("/applications?notice=application-deleted")
    }

    private func page(_ request: PageRequest, _ application: Account, fault: FaultReason? = nil) async throws
        -> Response
    {
        let overview = try await store.overviews(ofApplications: [application.id])[application.id]
        let memberships = try await store.memberships(of: application.id, limit: Self.shownProjects)
        let view = ApplicationView(application, overview, memberships, fault: fault, request)
        return request.render(
            "application", title: request.strings("navigation-overview"), current: "overview", view,
            status: fault == nil ? .ok : .unprocessableContent)
    }
}
