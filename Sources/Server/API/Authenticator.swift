import Domain
import HTTPTypes
import Hummingbird
import Localization
import Signing
import Storage

/// Identifies the caller.
struct Authenticator: Sendable {
    /// Longer tokens are not looked up.
    static let maximumTokenLength = 512

    let services: Services

    /// Throws a 401 if the token is missing or invalid.
    func caller(of request: Request) async throws -> Authenticated {
        guard let header = request.headers.value(of: .authorization) else {
            throw Problem.unauthorized(.missingToken)
        }
        guard let text = Self.token(in: header) else {
            throw Problem.unauthorized(.malformedAuthorization, error: "invalid_request")
        }
        guard let caller = try await services.access.authenticate(hash: TokenText(text).hash.bytes, at: services.now)
        else {
            throw Problem.unauthorized(.invalidToken, error: "invalid_token")
        }
        services.uses.note(caller.token, at: services.now)
        return caller
    }

    /// Nil if no credentials were sent; an invalid token is refused all the same.
    func callerIfAny(of request: Request) async throws -> Authenticated? {
        guard request.headers.value(of: .authorization) != nil else { return nil }
        return try await caller(of: request)
    }

    static func token(in header: String) -> String? {
        let scheme = "bearer ".utf8
        let bytes = header.utf8
        guard bytes.count > scheme.count, zip(bytes, scheme).allSatisfy({ $0.lowercasedASCII == $1 })
        else { return nil }
        let token = Substring(bytes.dropFirst(scheme.count)).trimmed
        guard (1...maximumTokenLength).contains(token.utf8.count) else { return nil }
        return token.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? token : nil
    }
}
