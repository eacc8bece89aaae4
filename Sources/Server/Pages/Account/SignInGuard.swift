import Domain
import Signing
import Storage

/// Lets people in by their password, and slows down those who guess.
struct SignInGuard: Sendable {
    /// Failed sign-ins of one email within the window, after which more are refused unseen.
    static let maximumFailures = 10
    /// 15 minutes, in milliseconds.
    static let window: Int64 = 15 * 60_000

    let services: Services

    /// Nil while another try is allowed.
    func minutesToWait(for email: String) async throws -> Int? {
        let failures = try await services.store.failures(of: key(email), at: services.now)
        return failures < Self.maximumFailures ? nil : Int(Self.window / 60_000)
    }

    /// The account, if the password is its own. Takes as long where there is no such account.
    func account(email: String, password: String) async throws -> Account? {
        let credentials = try await services.store.credentials(email: email)
        let stored = credentials?.passwordHash ?? Self.nobody
        guard let stored, try await PasswordWork.matches(password, stored), let credentials else {
            _ = try await services.store.countFailure(of: key(email), at: services.now, window: Self.window)
            return nil
        }
        try await services.store.forgetFailures(of: key(email))
        return credentials.account
    }

    private func key(_ email: String) -> [UInt8] {
        SHA256Digest.of(Array("sign-in \(email.lowercased())".utf8))
    }

    /// The hash of a password that nobody knows.
    private static let nobody = try? PasswordHash(of: Visit.newSecret()).text
}
