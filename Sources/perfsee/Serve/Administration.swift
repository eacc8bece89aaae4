import Domain
import Signing
import Storage

/// The administrator's account and its credentials.
struct Administration {
    /// How long a sign-in link is valid.
    static let linkLifetime: Duration = .hours(24)

    let store: any Store
    let account: Account
    let time: any TimeSource

    static func existing(in store: any Store, time: any TimeSource) async throws -> Administration {
        guard let account = try await store.firstAdministrator() else {
            throw CommandFailure("The database has no administrator yet. Start `perfsee serve` on it first.")
        }
        return Administration(store: store, account: account, time: time)
    }

    /// A token with all scopes; its text is not stored.
    func newToken(named name: String) async throws -> (id: Token.ID, text: String) {
        let token = TokenText.generate()
        let new = Storage.NewToken(account: account.id, name: name, scopes: Set(Token.Scope.allCases), by: .console)
        guard case .done(let made) = try await store.createToken(new, hash: token.hash.bytes, at: time.now(), once: nil)
        else {
            throw CommandFailure("The token could not be created. Try again.")
        }
        return (made.id, token.text)
    }

    func revoke(_ token: Token.ID) async throws {
        _ = try await store.revokeToken(token, of: account.id, .revoked)
    }

    /// A link that signs in once.
    func newSignInLink(at publicURL: String) async throws -> String {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<TokenText.randomByteCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let code = Base64.url.encode(bytes)
        let expiry = time.now() + Self.linkLifetime
        try await store.addSignInLink(hash: TokenHash(of: code).bytes, for: account.id, expiresAt: expiry)
        return (publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL) + "/sign-in/\(code)"
    }
}
