import Domain
import Signing
import Storage

/// Lets people in by their password, and slows down those who guess.
struct SignInGuard: Sendable {
    /// Failed sign-ins of one email within the window, after which more are refused unseen.
    static let maximumFailures = 10
    /// The same for one client's address, whatever the emails; with IPv6 for its /64.
    static let maximumFailuresOfAddress = 30
    /// 15 minutes, in milliseconds.
    static let window: Int64 = 15 * 60_000

    let services: Services
    let email: String
    /// Where the client is; nil where that is not known.
    let network: CIDR?

    /// Nil while another try is allowed.
    func minutesToWait() async throws -> Int? {
        for limit in limits {
            let failures = try await services.store.failures(of: limit.key, at: services.now)
            guard failures < limit.maximum else { return Int(Self.window / 60_000) }
        }
        return nil
    }

    /// The account, if the password is its own. Takes as long where there is no such account.
    func account(password: String) async throws -> Account? {
        let credentials = try await services.store.credentials(email: email)
        let stored = credentials?.passwordHash ?? Self.nobody
        guard let stored, try await PasswordWork.matches(password, stored), let credentials else {
            for limit in limits {
                _ = try await services.store.countFailure(of: limit.key, at: services.now, window: Self.window)
            }
            return nil
        }
        // Those of the address stay, or who has an account could guess at others for ever.
        try await services.store.forgetFailures(of: ofEmail.key)
        return credentials.account
    }

    private struct Limit {
        let key: [UInt8]
        let maximum: Int
    }

    private var limits: [Limit] { [ofEmail, ofAddress].compactMap(\.self) }

    private var ofEmail: Limit {
        Limit(key: Self.key("sign-in \(email.lowercased())"), maximum: Self.maximumFailures)
    }

    private var ofAddress: Limit? {
        network.map { Limit(key: Self.key("sign-in from \($0)"), maximum: Self.maximumFailuresOfAddress) }
    }

    private static func key(_ text: String) -> [UInt8] { SHA256Digest.of(Array(text.utf8)) }

    /// The hash of a password that nobody knows.
    private static let nobody = try? PasswordHash(of: Visit.newSecret()).text
}
