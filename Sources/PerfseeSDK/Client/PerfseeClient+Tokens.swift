extension PerfseeClient {
    /// Creates a token for the account that the client's own token belongs to. Only this response contains its text.
    public func createToken(_ token: NewToken) async throws -> AccessToken {
        try await send(ClientRequest("POST", ClientRequest.path("tokens"), json: token))
    }

    /// Lists the account's tokens, newest first.
    public func tokens(_ page: PageRequest = PageRequest()) async throws -> Page<AccessToken> {
        try await send(ClientRequest("GET", ClientRequest.path("tokens"), query: page.query))
    }

    /// Revokes a token, and all tokens that it created unless they are kept.
    ///
    /// - Returns: how many tokens were revoked, including this one.
    @discardableResult
    public func deleteToken(_ id: Int, keepingDescendants: Bool = false) async throws -> Int {
        let query: [(name: String, value: String?)] = keepingDescendants ? [("descendants", "keep")] : []
        let answer: RevokedTokens = try await send(
            ClientRequest("DELETE", ClientRequest.path("tokens", String(id)), query: query))
        return answer.revoked
    }
}

/// The response to revoking a token.
private struct RevokedTokens: Codable, Sendable {
    let revoked: Int
}
