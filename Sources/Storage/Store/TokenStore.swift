package import Domain

package protocol TokenStore: Sendable {
    /// `hash` is SHA-256 of the token's text. Throws `StoreError.limit` at `Token.maximumLive`, and `.notFound` where
    /// the account, the project or the token that makes it is not there (any more). That holds however many are
    /// made at once, on whatever nodes.
    func createToken(
        _ new: NewToken, hash: [UInt8], at now: Timestamp, once: Once<Token>?
    ) async throws -> Reply<Token>
    /// Newest first; those that are neither revoked nor expired.
    /// - Parameter project: only those for this one project; nil for all of the account's.
    func tokens(
        of account: Account.ID, in project: Project.Number?, before id: Token.ID?, limit: Int, at now: Timestamp
    ) async throws -> [Token]
    /// Those for one project alone, whoever they act as; newest first, neither revoked nor expired.
    func tokens(
        in project: Project.Number, before id: Token.ID?, limit: Int, at now: Timestamp
    ) async throws -> [OwnedToken]
    /// - Parameter project: as in `tokens`.
    func token(_ id: Token.ID, of account: Account.ID, in project: Project.Number?) async throws -> Token?
    /// A token of whichever application; nil for a person's.
    func applicationToken(_ id: Token.ID) async throws -> Token?
    /// What it made, what those made, and so on.
    func descendants(of id: Token.ID) async throws -> [Token.ID]
    /// Ends a token and, unless they are to be kept, its descendants with it, even one that is just being made. Answers
    /// how many ended; nil where there is no such token.
    func revokeToken(_ id: Token.ID, of account: Account.ID, _ descendants: Descendants) async throws -> Int?
    /// The same for a project's token, whoever it acts as, with its descendants.
    func revokeToken(_ id: Token.ID, in project: Project.Number) async throws -> Int?
    /// The token of that hash with its account, unless it is revoked or expired.
    func authenticate(hash: [UInt8], at now: Timestamp) async throws -> Authenticated?
    /// Makes the token of `PERFSEE_ADMIN_TOKEN` the one that holds, and revokes the one before, but none that it made.
    func setEnvironmentToken(hash: [UInt8]?, for account: Account.ID, at now: Timestamp) async throws
}

/// What becomes of those that a revoked token made.
package enum Descendants: Hashable, Sendable {
    case revoked
    /// They become the descendants of the token that made the revoked one, and end with it.
    case kept
}

package struct NewToken: Hashable, Sendable {
    package enum Maker: Hashable, Sendable {
        /// A person who is signed in.
        case session
        case token(Token.ID)
        /// The operator, on the server's machine. This is the way back in, so there is always room for it.
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

    /// The token that makes it; nil where none does.
    package var parent: Token.ID? {
        guard case .token(let id) = maker else { return nil }
        return id
    }
}

/// A token with the name of the account that it acts as.
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
