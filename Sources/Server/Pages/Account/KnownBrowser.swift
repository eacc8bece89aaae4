import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Signing
import Storage

/// A browser that has signed in to an account before. Its guesses are counted apart from those of strangers, so that
/// nobody who merely knows an email can lock its owner out. It lets nobody in: whoever steals the cookie can make a few
/// guesses at this one account, as strangers can.
///
/// It ends with the password that it was signed in with.
struct KnownBrowser: Hashable, Sendable {
    static let cookie = "perfsee_known"
    /// How long it is known, in days.
    static let lifetime = 365
    /// How many accounts a browser is remembered for: the latest.
    static let maximumAccounts = 5
    private static let maximumCookieBytes = 2_048
    private static let context = "known-browser"

    let account: Account.ID
    /// Random: tells it from other browsers of the account.
    let id: String
    private let end: Timestamp
    private let stamp: String

    /// - Parameter passwordHash: the account's, as it is stored.
    init(of account: Account.ID, passwordHash: String, at now: Timestamp) {
        self.account = account
        id = PageRequest.newSecret()
        end = now.adding(milliseconds: Int64(Self.lifetime) * 86_400_000)
        stamp = Self.stamp(of: passwordHash)
    }

    /// Whether it has signed in to this account with the password that it has now.
    func fits(_ credentials: Credentials) -> Bool {
        account == credentials.account.id
            && ConstantTime.equal(
                Array(stamp.utf8), Array(Self.stamp(of: credentials.passwordHash).utf8))
    }

    /// Those that a cookie holds, newest first. What is none of ours, or too old, is passed over.
    static func all(in cookie: String?, _ keyring: Keyring, at now: Timestamp) -> [KnownBrowser] {
        guard let cookie, cookie.utf8.count <= maximumCookieBytes else { return [] }
        return cookie.utf8.split(separator: UInt8(ascii: ".")).prefix(maximumAccounts).compactMap { part in
            guard let sealed = Base64.url.decode(String(decoding: part, as: UTF8.self)),
                let plain = try? keyring.open(sealed, context: context)
            else { return nil }
            return KnownBrowser(plain).flatMap { now < $0.end ? $0 : nil }
        }
    }

    /// The cookie of a browser that is now known as this one, and stays known to the other accounts that it was.
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

    /// Another with every password that is set, were it the same again: its hash has a new salt.
    private static func stamp(of passwordHash: String) -> String {
        Hex.encode(Array(SHA256Digest.of(Array("\(context) \(passwordHash)".utf8)).prefix(16)))
    }
}

extension PageRequest {
    /// What the browser is known as.
    var knownBrowsers: [KnownBrowser] {
        KnownBrowser.all(in: http.cookies[KnownBrowser.cookie]?.value, services.keyring, at: now)
    }

    /// Remembers the browser as one that has signed in to the account.
    /// - Parameter passwordHash: as it is stored.
    func rememberBrowser(of account: Account.ID, passwordHash: String, on response: inout Response) throws {
        let browser = KnownBrowser(of: account, passwordHash: passwordHash, at: now)
        let value = try browser.cookie(after: knownBrowsers, services.keyring)
        set(KnownBrowser.cookie, value, days: KnownBrowser.lifetime, on: &response)
    }
}
