extension PerfseeClient {
    /// Creates a token for the account that the client's own token belongs to. Its text is in the answer, this once.
    public func createToken(_ token: NewToken) async throws -> AccessToken {
        try await send(ClientRequest("POST", ClientRequest.path("tokens"), json: token))
    }

    /// The account's tokens, newest first.
    public func tokens(_ page: PageRequest = PageRequest()) async throws -> Page<AccessToken> {
        try await send(ClientRequest("GET", ClientRequest.path("tokens"), query: page.query))
    }

    /// Revokes a token.
    public func deleteToken(_ id: Int) async throws {
        _ = try await send(ClientRequest("DELETE", ClientRequest.path("tokens", String(id))))
    }
}
