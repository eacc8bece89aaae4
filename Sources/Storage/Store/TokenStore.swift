package import Domain

package protocol TokenStore: Sendable {
    /// `hash` is the SHA-256 of the token's text. Throws `StoreError.limit` at `Token.maximumLive`, and `.notFound` if
    /// the account, the project, or the token that creates it does not exist (anymore). That holds however many are
    /// created at once, on any nodes.
    func createToken(
        _ new: NewToken, hash: [UInt8], at now: Timestamp, once: Once<Token>?
    ) async throws -> Reply<Token>
    /// Newest first; only those that are neither revoked nor expired.
    /// - Parameter project: only those for this one project; nil for all of the account's.
    func tokens(
        of account: Account.ID, in project: Project.Number?, before id: Token.ID?, limit: Int, at now: Timestamp
    ) async throws -> [Token]
    /// Those limited to one project, whichever account they act as; newest first, neither revoked nor expired.
    func tokens(
        in project: Project.Number, before id: Token.ID?, limit: Int, at now: Timestamp
    ) async throws -> [OwnedToken]
    /// - Parameter project: as in `tokens`.
    func token(_ id: Token.ID, of account: Account.ID, in project: Project.Number?) async throws -> Token?
    /// A token of any application; nil if it is a person's.
    func applicationToken(_ id: Token.ID) async throws -> Token?
    /// The tokens it created, those that they created, and so on.
    func descendants(of id: Token.ID) async throws -> [Token.ID]
    /// Ends a token and, unless they are to be kept, its descendants, even one that is just being created. Returns how
    /// many ended; nil if there is no such token.
    func revokeToken(_ id: Token.ID, of account: Account.ID, _ descendants: Descendants) async throws -> Int?
    /// The same for a project's token, whichever account it acts as, with its descendants.
    func revokeToken(_ id: Token.ID, in project: Project.Number) async throws -> Int?
    /// The token with that hash and its account, unless the token is revoked or expired.
    func authenticate(hash: [UInt8], at now: Timestamp) async throws -> Authenticated?
    /// Makes this the token of `PERFSEE_ADMIN_TOKEN`, and revokes the previous one, but not the tokens it created.
    func setEnvironmentToken(hash: [UInt8]?, for account: Account.ID, at now: Timestamp) async throws
}

/// What happens to the tokens that a revoked token created.
package enum Descendants: Hashable, Sendable {
    case revoked
    /// They become descendants of the revoked token's parent, and end with it.
    case kept
}

package struct NewToken: Hashable, Sendable {
    package enum Maker: Hashable, Sendable {
        /// A person who is signed in.
        case session
        case token(Token.ID)
        /// The operator, on the server's machine. This is the way back in after a lockout, so there is always room for
        /// it.
        case console
    }

    package var account: Account.ID
    package var name: String
    package var scopes: Set<Token.Scope>
    package var project: Project.Number?
    package var expiresAt: Timestamp?
    package var maker: Maker

    package init(
        account: Account.ID, name: String, scopes: Set<Token.Scope>, project: Project.Number? = nil,
        expiresAt: Timestamp? = nil, by maker: Maker = .session
    ) {
        self.account = account
        self.name = name
        self.scopes = scopes
        self.project = project
        self.expiresAt = expiresAt
        self.maker = maker
    }

    /// The token that creates this one; nil if none does.
    package var parent: Token.ID? {
        guard case .token(let id) = maker else { return nil }
        return id
    }
}

/// A token with the name of the account it acts as.
package struct OwnedToken: Hashable, Sendable {
    package var token: Token
    package var owner: String

    package init(token: Token, owner: String) {
        self.token = token
        self.owner = owner
    }
}

package struct Authenticated: Hashable, Sendable {
    package var account: Account
    package var token: Token

    package init(account: Account, token: Token) {
        self.account = account
        self.token = token
    }

    package var access: Access {
        Access(isInstanceAdmin: account.isInstanceAdmin, scopes: token.scopes, onlyProject: token.project)
    }
}
