package import Domain
import PostgresClient
package import Storage

/// Ends tokens: one by itself, or with all of its descendants.
extension PostgresStore {
    package func descendants(of id: Token.ID) async throws -> [Token.ID] {
        try await read { session in
            try session.values(
                Token.ID.self,
                """
                WITH RECURSIVE line (id) AS (
                    SELECT $1::bigint UNION SELECT tokens.id FROM line JOIN tokens ON tokens.parent = line.id)
                SELECT id FROM line WHERE id <> $1
                """,
                id)
        }
    }

    package func revokeToken(
        _ id: Token.ID, of account: Account.ID, _ descendants: Descendants
    ) async throws -> Int? {
        try await write { [accessChanges] write in
            accessChanges.willChange(write.effects)
            let session = write.session
            let ended = try session.record(
                "DELETE FROM tokens WHERE id = $1 AND account = $2 RETURNING id, parent", id, account)
            guard let ended else { return nil }
            switch descendants {
            case .revoked: return try 1 + Self.revokeChildren(of: [id], session)
            case .kept:
                let parent: Token.ID? = try ended["parent"]
                try session.run("UPDATE tokens SET parent = $1 WHERE parent = $2", parent, id)
                return 1
            }
        }
    }

    package func revokeToken(_ id: Token.ID, in project: Project.Number) async throws -> Int? {
        try await write { [accessChanges] write in
            accessChanges.willChange(write.effects)
            let ended = try write.session.run("DELETE FROM tokens WHERE id = $1 AND project = $2", id, project)
            return ended == 0 ? nil : try 1 + Self.revokeChildren(of: [id], write.session)
        }
    }

    /// All of an account's tokens, with those they created for others.
    static func revokeTokens(of account: Account.ID, _ session: PostgresSession) throws {
        let ended = try session.values(Token.ID.self, "DELETE FROM tokens WHERE account = $1 RETURNING id", account)
        _ = try revokeChildren(of: ended, session)
    }

    /// One generation after the other, each looked up once the previous one is gone. While a token is being created,
    /// the row of its parent is locked (`hold`), so that none is missed.
    private static func revokeChildren(of tokens: [Token.ID], _ session: PostgresSession) throws -> Int {
        var generation = tokens
        var count = 0
        while !generation.isEmpty {
            generation = try session.values(
                Token.ID.self, "DELETE FROM tokens WHERE parent = ANY($1) RETURNING id", generation)
            count += generation.count
        }
        return count
    }
}
