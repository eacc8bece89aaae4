package import Domain
import PostgresClient
package import Storage

extension PostgresStore: TokenStore {
    package func createToken(
        _ new: NewToken, hash: [UInt8], at now: Timestamp, once: Once<Token>?
    ) async throws -> Reply<Token> {
        try await write(once: once, at: now) { write in
            if let project = new.project, try Self.project(project, write.session) == nil { throw StoreError.notFound }
            // Locked, so that an account that is being removed gets no token, and so that of several tokens created for
            // it at once, on any nodes, each counts those before it.
            let isThere = try write.session.value(
                Bool.self, "SELECT NOT removed FROM accounts WHERE id = $1 FOR NO KEY UPDATE", new.account)
            guard isThere == true else { throw StoreError.notFound }
            if let parent = new.parent { try Self.hold(parent, write.session) }
            try Self.requireRoom(for: new, at: now, write.session)
            return try Self.insert(new, hash: hash, fromEnvironment: false, at: now, write.session)
                ?? { throw StoreError.conflict(.tokenExists) }()
        }
    }

    private static let holds = "(expires_at IS NULL OR expires_at > $1)"

    package func tokens(
        of account: Account.ID, in project: Project.Number?, before id: Token.ID?, limit: Int, at now: Timestamp
    ) async throws -> [Token] {
        try await read { session in
            try session.records(
                """
                SELECT * FROM tokens WHERE \(Self.holds) AND account = $2 AND id < $3 AND ($4 IS NULL OR project = $4)
                ORDER BY id DESC LIMIT $5
                """,
                now.milliseconds, account, id ?? .max, project, limit
            ).map(Token.init(row:))
        }
    }

    package func tokens(
        in project: Project.Number, before id: Token.ID?, limit: Int, at now: Timestamp
    ) async throws -> [OwnedToken] {
        try await read { session in
            try session.records(
                """
                SELECT tokens.*, accounts.name AS owner FROM tokens JOIN accounts ON accounts.id = tokens.account
                WHERE \(Self.holds) AND tokens.project = $2 AND tokens.id < $3 ORDER BY tokens.id DESC LIMIT $4
                """,
                now.milliseconds, project, id ?? .max, limit
            ).map { OwnedToken(token: try Token(row: $0), owner: try $0["owner"]) }
        }
    }

    package func token(
        _ id: Token.ID, of account: Account.ID, in project: Project.Number?
    ) async throws -> Token? {
        try await read { session in
            try session.record(
                "SELECT * FROM tokens WHERE id = $1 AND account = $2 AND ($3 IS NULL OR project = $3)", id, account,
                project
            ).map(Token.init(row:))
        }
    }

    package func applicationToken(_ id: Token.ID) async throws -> Token? {
        try await read { session in
            try session.record(
                """
                SELECT tokens.* FROM tokens JOIN accounts ON accounts.id = tokens.account
                WHERE tokens.id = $1 AND accounts.kind = \(Account.Kind.application.sql)
                """,
                id
            ).map(Token.init(row:))
        }
    }

    package func authenticate(hash: [UInt8], at now: Timestamp) async throws -> Authenticated? {
        try await read { session in
            let token = try session.record(
                "SELECT * FROM tokens WHERE \(Self.holds) AND hash = $2", now.milliseconds, hash
            )
            .map(Token.init(row:))
            guard let token else { return nil }
            return try session.record("SELECT * FROM accounts WHERE id = $1", token.account)
                .map { Authenticated(account: try Account(row: $0), token: token) }
        }
    }

    package func setEnvironmentToken(hash: [UInt8]?, for account: Account.ID, at now: Timestamp) async throws {
        try await write { [accessChanges] write in
            accessChanges.willChange(write.effects)
            try write.session.run(
                "DELETE FROM tokens WHERE from_environment AND ($1 IS NULL OR hash <> $1)", hash)
            guard let hash else { return }
            let new = NewToken(account: account, name: "PERFSEE_ADMIN_TOKEN", scopes: Set(Token.Scope.allCases))
            _ = try Self.insert(new, hash: hash, fromEnvironment: true, at: now, write.session)
        }
    }

    /// Keeps a token from being revoked until the token it creates exists and can be revoked with it. Throws if it is
    /// already revoked.
    private static func hold(_ id: Token.ID, _ session: PostgresSession) throws {
        let isThere = try session.value(Bool.self, "SELECT true FROM tokens WHERE id = $1 FOR KEY SHARE", id)
        guard isThere == true else { throw StoreError.notFound }
    }

    private static func requireRoom(for new: NewToken, at now: Timestamp, _ session: PostgresSession) throws {
        guard new.maker != .console else { return }
        let count = try session.value(
            Int64.self,
            "SELECT count(*) FROM tokens WHERE \(holds) AND account = $2 AND project IS NOT DISTINCT FROM $3",
            now.milliseconds, new.account, new.project)
        guard count ?? 0 < Int64(Token.maximumLive) else { throw StoreError.limit(.tokens(in: new.project)) }
    }

    /// Nil if there is already a token with that hash.
    private static func insert(
        _ new: NewToken, hash: [UInt8], fromEnvironment: Bool, at now: Timestamp, _ session: PostgresSession
    ) throws -> Token? {
        try session.record(
            """
            INSERT INTO tokens
                (account, name, hash, scopes, project, expires_at, parent, from_environment, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (hash) DO NOTHING RETURNING *
            """,
            new.account, new.name, hash, new.scopesColumn, new.project, new.expiresAt?.milliseconds, new.parent,
            fromEnvironment, now.milliseconds
        ).map(Token.init(row:))
    }
}
