import Foundation

extension PerfseeClient {
    /// Lists a project's members, ordered by their account IDs.
    public func members(of project: String, _ page: PageRequest = PageRequest()) async throws -> Page<Member> {
        try await send(ClientRequest("GET", ClientRequest.path("projects", project, "members"), query: page.query))
    }

    /// Fetches one member by the account's ID.
    public func member(_ account: Int, of project: String) async throws -> Member {
        try await send(ClientRequest("GET", Self.memberPath(account, project)))
    }

    /// Adds a person to a project by the email that they sign in with; `role` is `read` or `admin`.
    public func addMember(email: String, to project: String, role: String) async throws -> Member {
        try await add(["email": email, "role": role], to: project)
    }

    /// Adds an application to a project by its name; `role` is `read` or `admin`.
    public func addMember(application: String, to project: String, role: String) async throws -> Member {
        try await add(["application": application, "role": role], to: project)
    }

    private func add(_ fields: [String: String], to project: String) async throws -> Member {
        let key = UUID().uuidString.lowercased()
        let path = ClientRequest.path("projects", project, "members")
        return try await send(ClientRequest("POST", path, json: fields, idempotencyKey: key))
    }

    /// Sets a member's role, `read` or `admin`; also adds an account that shares another project with the caller.
    public func setMember(_ account: Int, of project: String, role: String) async throws -> Member {
        try await send(ClientRequest("PUT", Self.memberPath(account, project), json: ["role": role]))
    }

    /// Removes an account from a project.
    public func endMembership(of account: Int, in project: String) async throws {
        _ = try await send(ClientRequest("DELETE", Self.memberPath(account, project)))
    }

    private static func memberPath(_ account: Int, _ project: String) -> String {
        ClientRequest.path("projects", project, "members", String(account))
    }
}
