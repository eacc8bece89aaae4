import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Signing
import Storage

/// A browser that has signed in to an account before. Its guesses are counted apart from those of strangers, so that
/// nobody can lock the owner out just by knowing the email. It grants no access: a stolen cookie allows a few guesses
/// at this one account, as any stranger has.
///
/// It expires when the password that it signed in with changes.
struct KnownBrowser: Hashable, Sendable {
    static let cookie = "perfsee_known"
    /// How long it is remembered.
    static let lifetime: Duration = .days(365)
    /// How many accounts a browser is remembered for: the latest.
    static let maximumAccounts = 5
    private static let maximumCookieBytes = 2_048
    private static let context = "known-browser"

    let account: Account.ID
    /// Random; distinguishes it from the account's other browsers.
    let id: String
    private let end: Timestamp
    private let stamp: String

    /// - Parameter passwordHash: the account's stored hash.
    init(of account: Account.ID, passwordHash: String, at now: Timestamp) {
        self.account = account
        id = PageRequest.newSecret()
        end = now + Self.lifetime
        stamp = Self.stamp(of: passwordHash)
    }

    /// Whether it has signed in to this account with the current password.
    func fits(_ credentials: Credentials) -> Bool {
        account == credentials.account.id
            && ConstantTime.equal(
                Array(stamp.utf8), Array(Self.stamp(of: credentials.passwordHash).utf8))
    }

    /// The entries of a cookie, newest first. Invalid and expired ones are skipped.
    static func all(in cookie: String?, _ keyring: Keyring, at now: Timestamp) -> [KnownBrowser] {
        guard let cookie, cookie.utf8.count <= maximumCookieBytes else { return [] }
        return cookie.utf8.split(separator: UInt8(ascii: ".")).prefix(maximumAccounts).compactMap { part in
            guard let sealed = Base64.url.decode(String(decoding: part, as: UTF8.self)),
                let plain = try? keyring.open(sealed, context: context)
            else { return nil }
            return KnownBrowser(plain).flatMap { now < $0.end ? $0 : nil }
        }
    }

    /// The cookie of a browser that is now remembered for this account, and stays remembered for the others.
    func cookie(after others: [KnownBrowser], _ keyring: Keyring) throws -> String {
        let all = [self] + others.filter { $0.account != account }.prefix(Self.maximumAccounts - 1)
        return try all.map { Base64.url.encode(try keyring.seal($0.plain, context: Self.context)) }
            .joined(separator: ".")
    }

    private init?(_ plain: [UInt8]) {
        let parts = plain.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 4, let account = Account.ID(parts[0]), let end = Int64(parts[1]) else { return nil }
        self.account = account
        self.end = Timestamp(milliseconds: end)
        id = parts[2]
        stamp = parts[3]
    }

    private var plain: [UInt8] { Array("\(account)\n\(end.milliseconds)\n\(id)\n\(stamp)".utf8) }

    /// Changes whenever a password is set, even to the same one: the new hash has a new salt.
    private static func stamp(of passwordHash: String) -> String {
        Hex.encode(Array(SHA256Digest.of(Array("\(context) \(passwordHash)".utf8)).prefix(16)))
    }
}

extension PageRequest {
    /// The accounts that the browser is remembered for.
    var knownBrowsers: [KnownBrowser] {
        KnownBrowser.all(in: http.cookies[KnownBrowser.cookie]?.value, services.keyring, at: now)
    }

    /// Remembers that the browser has signed in to the account.
    /// - Parameter passwordHash: the stored hash.
    func rememberBrowser(of account: Account.ID, passwordHash: String, on response: inout Response) throws {
        let browser = KnownBrowser(of: account, passwordHash: passwordHash, at: now)
        let value = try browser.cookie(after: knownBrowsers, services.keyring)
        set(KnownBrowser.cookie, value, for: KnownBrowser.lifetime, on: &response)
    }
}
