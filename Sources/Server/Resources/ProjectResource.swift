import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// Projects: what Perfsee watches.
struct ProjectResource: Sendable {
    let services: Services
    let store: any ProjectStore

    private static let list = "projects"

    var endpoints: [Endpoint] {
        [
            .authenticated(services, .post, "/projects", Self.createOperation, create),
            .authenticated(services, .get, "/projects", Self.listOperation, list),
            .authenticated(services, .get, "/projects/{project}", Self.showOperation, show),
            .authenticated(services, .patch, "/projects/{project}", Self.changeOperation, change),
            .authenticated(services, .delete, "/projects/{project}", Self.deleteOperation, delete),
        ]
    }

    @Sendable private func create(_ request: APIRequest) async throws -> Response {
        try await Authorizer(services: services, caller: request.caller).creatingProjects()
        let (form, key) = try await request.creation(ProjectFields.creation)
        let new = try form.newProject(by: request.caller.account)
        let guardian = ProjectGuard(store: services.store, time: services.time, creator: request.caller.account)
        return try await request.once(key, answer: Self.created) { once in
            try await guardian.run { try await store.createProject(new, at: services.now, once: once) }
        }
    }

    @Sendable private static func created(_ project: Project) -> StoredAnswer {
        StoredAnswer(.created, location: project.path, project.write)
    }

    @Sendable private func list(_ request: APIRequest) async throws -> Response {
        guard request.caller.access.mayListProjects else { throw Problem.forbidden(.listingProjects) }
        var query = QueryForm(Query(request.http), known: Page.parameters)
        let page = Page(&query, list: Self.list)
        try query.validate()
        let projects = try await projects(visibleTo: request.caller, page)
        return .json(.ok, page.json(projects, list: Self.list, id: { String($0.number) }, write: { $0.write(to: &$1) }))
    }

    private func projects(visibleTo caller: Authenticated, _ page: Page) async throws -> [Project] {
        if let only = caller.token.project {
            guard page.after == nil, let project = try await store.project(number: only) else { return [] }
            let verdict = try await Authorizer(services: services, caller: caller).verdict(on: .read, in: project)
            return verdict == .allowed ? [project] : []
        }
        return try await store.projects(
            visibleTo: caller.access.seesAllProjects ? nil : caller.account.id,
            before: page.after.flatMap { Int64($0) }, limit: page.fetchLimit)
    }

    @Sendable private func show(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .read)
        return .json { project.write(to: &$0) }
    }

    @Sendable private func change(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .admin)
        let changes = try await request.form(ProjectFields.change).projectChanges()
        guard let changed = try await store.updateProject(project.number, changes, at: services.now) else {
            throw Authorizer.noProject(project.id)
        }
        return .json { changed.write(to: &$0) }
    }

    @Sendable private func delete(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .admin)
        guard try await store.deleteProject(project.number, at: services.now) else {
            throw Authorizer.noProject(project.id)
        }
        return .noContent
    }
}

extension ProjectResource {
    private static let createOperation = Operation(
        id: "createProject",
        summary:
            "Creates a project. Requires an instance admin or, if the server's settings let every account create projects, "
            + "admin: the caller then becomes the project's first admin, and may create "
            + "\(ProjectGuard.maximumProjects) projects a day.",
        body: .json(ProjectFields.creation, isRequired: true),
        answers: [.json(201, "The project.", .reference("Project"))], takesIdempotencyKey: true)
    private static let listOperation = Operation(
        id: "listProjects", summary: "Lists the projects that the caller can read.", query: Page.parameters,
        answers: [.json(200, "A page of projects.", Page.schema(of: .reference("Project")))])
    private static let showOperation = Operation(
        id: "getProject", summary: "Gets a project. Requires read.",
        answers: [.json(200, "The project.", .reference("Project"))])
    private static let changeOperation = Operation(
        id: "changeProject", summary: "Changes a project with a merge patch. Requires admin.",
        body: .json(ProjectFields.change, isRequired: true),
        answers: [.json(200, "The updated project.", .reference("Project"))])
    private static let deleteOperation = Operation(
        id: "deleteProject",
        summary: "Deletes a project: sending stops, its tokens are revoked, then its data is erased. Requires admin.",
        answers: [.empty("Deleted.")])
}
