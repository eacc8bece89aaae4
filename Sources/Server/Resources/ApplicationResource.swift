import Domain
import HTTPTypes
import Hummingbird
import Storage

/// Applications: robot accounts that projects give access to.
struct ApplicationResource: Sendable {
    let services: Services
    let store: any ApplicationStore

    private static let list = "applications"

    var endpoints: [Endpoint] {
        let all = "/applications"
        let one = "\(all)/{application}"
        return [
            .authenticated(services, .post, all, Self.createOperation, create),
            .authenticated(services, .get, all, Self.listOperation, list),
            .authenticated(services, .get, one, Self.showOperation, show),
            .authenticated(services, .delete, one, Self.deleteOperation, delete),
        ]
    }

    @Sendable private func create(_ request: APIRequest) async throws -> Response {
        try Authorizer(services: services, caller: request.caller).instance()
        let (form, key) = try await request.creation(ApplicationFields.creation)
        try form.validate()
        let name = form[ApplicationFields.name] ?? ""
        return try await request.once(key, answer: Self.created) { once in
            try await store.createApplication(name: name, at: services.now, once: once)
        }
    }

    @Sendable private static func created(_ application: Account) -> StoredAnswer {
        StoredAnswer(.created, location: application.applicationPath, application.writeApplication)
    }

    @Sendable private func list(_ request: APIRequest) async throws -> Response {
        try Authorizer(services: services, caller: request.caller).instance()
        var query = QueryForm(Query(request.http), known: Page.parameters)
        let page = Page(&query, list: Self.list)
        try query.validate()
        let applications = try await store.applications(
            before: page.after.flatMap { Int64($0) }, limit: page.fetchLimit)
        return .json(
            .ok,
            page.json(applications, list: Self.list, id: { String($0.id) }, write: { $0.writeApplication(to: &$1) }))
    }

    @Sendable private func show(_ request: APIRequest) async throws -> Response {
        let application = try await request.application()
        return .json { application.writeApplication(to: &$0) }
    }

    /// Not available to the application itself: only admins can delete it.
    @Sendable private func delete(_ request: APIRequest) async throws -> Response {
        let application = try await request.application()
        try Authorizer(services: services, caller: request.caller).instance()
        guard try await store.deleteApplication(application.id, at: services.now) else {
            throw Authorizer.noApplication(String(application.id))
        }
        return .noContent
    }
}

extension ApplicationResource {
    private static let createOperation = Operation(
        id: "createApplication", summary: "Creates an application. Requires an instance admin.",
        body: .json(ApplicationFields.creation, isRequired: true),
        answers: [.json(201, "The application.", .reference("Application"))], takesIdempotencyKey: true)
    private static let listOperation = Operation(
        id: "listApplications", summary: "Lists all applications. Requires an instance admin.", query: Page.parameters,
        answers: [.json(200, "A page of applications.", Page.schema(of: .reference("Application")))])
    private static let showOperation = Operation(
        id: "getApplication",
        summary: "Gets an application. Requires admin, as the application itself or as an instance admin.",
        answers: [.json(200, "The application.", .reference("Application"))])
    private static let deleteOperation = Operation(
        id: "deleteApplication",
        summary:
            "Deletes an application: its tokens, memberships and webhooks end, and pending deliveries are skipped. "
            + "Requires an instance admin.",
        answers: [.empty("Deleted.")])
}
