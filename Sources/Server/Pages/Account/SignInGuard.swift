import Domain
import Signing
import Storage

/// Signs people in by their password, and slows guessing down.
struct SignInGuard: Sendable {
    /// Wrong guesses of strangers for one email within 15 minutes, after which no more are checked; also the limit for
    /// a browser that has signed in to the account before, and for a signed-in user who changes the password.
    static let maximumFailures = 10
    /// The limit for strangers in one network, whatever the emails: an IPv4 address, or an IPv6 /64.
    static let maximumFailuresOfNetwork = 30

    enum Verdict: Sendable {
        case right(Credentials)
        case wrong
        /// - Parameter account: nil if no account has the email.
        case refused(GuessRefusal, of: Account.ID?)
    }

    let services: Services
    let accounts: any AccountStore
    let email: String
    /// The client's network; nil if unknown.
    let network: CIDR?
    /// The accounts that its browser is remembered for.
    let browsers: [KnownBrowser]

    /// Takes the same steps, and the same time, if there is no such account.
    func check(_ password: String) async throws -> Verdict {
        let credentials = try await accounts.credentials(email: email)
        let browser = credentials.flatMap { credentials in browsers.first { $0.fits(credentials) } }
        // The stored email: all spellings that the store treats as one are counted as one.
        let ofEmail = Self.counter("sign-in \((credentials?.account.email ?? email).lowercased())")
        let verdict = try await services.passwordChecker.check(
            password, against: credentials?.passwordHash ?? PasswordHash.nobody.text,
            counters: browser.map { [Self.counter(of: $0)] } ?? [ofEmail, ofNetwork].compactMap(\.self),
            by: browser.map { .known($0.account) } ?? .stranger(network, ofEmail.key))
        switch verdict {
        case .right: return credentials.map { .right($0) } ?? .wrong
        case .wrong: return .wrong
        case .refused(let refusal): return .refused(refusal, of: credentials?.account.id)
        }
    }

    /// Counts guesses at the current password by someone who is signed in to the account.
    static func counterOfChange(by account: Account.ID) -> GuessCounter { counter("password of \(account)") }

    static func counter(of browser: KnownBrowser) -> GuessCounter { counter("sign-in by browser \(browser.id)") }

    private var ofNetwork: GuessCounter? {
        network.map { Self.counter("sign-in from \($0)", limit: Self.maximumFailuresOfNetwork) }
    }

    static func counter(_ guesses: String, limit: Int = maximumFailures) -> GuessCounter {
        GuessCounter(of: guesses, limit: limit)
    }
}
