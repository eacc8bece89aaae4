extension PerfseeClient {
    /// A project's members, in the order of their accounts' ids.
    public func members(of project: String, _ page: PageRequest = PageRequest()) async throws -> Page<Member> {
        try await send(ClientRequest("GET", ClientRequest.path("projects", project, "members"), query: page.query))
    }

    /// One member, by the account's id.
    public func member(_ account: Int, of project: String) async throws -> Member {
        try await send(ClientRequest("GET", Self.memberPath(account, project)))
    }

    /// Makes an account a member of a project, or changes its role there: `read` or `admin`.
    public func setMember(_ account: Int, of project: String, role: String) async throws -> Member {
        try await send(ClientRequest("PUT", Self.memberPath(account, project), json: ["role": role]))
    }

    /// Takes an account out of a project.
    public func endMembership(of account: Int, in project: String) async throws {
        _ = try await send(ClientRequest("DELETE", Self.memberPath(account, project)))
    }

    private static func memberPath(_ account: Int, _ project: String) -> String {
        ClientRequest.path("projects", project, "members", String(account))
    }
}
