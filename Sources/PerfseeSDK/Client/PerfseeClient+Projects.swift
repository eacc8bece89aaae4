extension PerfseeClient {
    /// Creates a project. Requires an instance admin's token, unless the server's settings let every account do so.
    public func createProject(_ project: NewProject) async throws -> Project {
        try await send(ClientRequest("POST", ClientRequest.path("projects"), json: project))
    }

    /// Lists the projects that the token can read, newest first.
    public func projects(_ page: PageRequest = PageRequest()) async throws -> Page<Project> {
        try await send(ClientRequest("GET", ClientRequest.path("projects"), query: page.query))
    }

    /// Fetches one project.
    public func project(_ id: String) async throws -> Project {
        try await send(ClientRequest("GET", ClientRequest.path("projects", id)))
    }

    /// Changes a project.
    public func updateProject(_ id: String, _ changes: ProjectChanges) async throws -> Project {
        try await send(ClientRequest("PATCH", ClientRequest.path("projects", id), json: changes))
    }

    /// Deletes a project and everything that belongs to it.
    public func deleteProject(_ id: String) async throws {
        _ = try await send(ClientRequest("DELETE", ClientRequest.path("projects", id)))
    }
}
