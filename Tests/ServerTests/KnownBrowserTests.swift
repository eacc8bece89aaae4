import Domain
import Signing
import Storage
import StoreSupport
import TestSupport
import Testing

@testable import Server

@Suite("A known browser")
struct KnownBrowserTests {
    private static let keyring = TestedStore.keyring
    private static let now = Timestamp(milliseconds: 1_700_000_000_000)

    private static func browser(of account: Account.ID) -> KnownBrowser {
        KnownBrowser(of: account, passwordHash: "hash", at: now)
    }

    @Test("A browser is known by its cookie for a year")
    func lifetime() throws {
        let browser = Self.browser(of: 7)
        let cookie = try browser.cookie(after: [], Self.keyring)
        let end = Self.now + KnownBrowser.lifetime
        #expect(KnownBrowser.all(in: cookie, Self.keyring, at: end - .milliseconds(1)) == [browser])
        #expect(KnownBrowser.all(in: cookie, Self.keyring, at: end).isEmpty)
        #expect(!cookie.contains(browser.id))
    }

    @Test("A browser stays known to the accounts that signed in there last")
    func accounts() throws {
        var cookie: String?
        for account in [1, 2, 3, 4, 5, 6, 3] as [Account.ID] {
            let before = KnownBrowser.all(in: cookie, Self.keyring, at: Self.now)
            cookie = try Self.browser(of: account).cookie(after: before, Self.keyring)
        }
        #expect(KnownBrowser.all(in: cookie, Self.keyring, at: Self.now).map(\.account) == [3, 6, 5, 4, 2])
        #expect(try #require(cookie).utf8.count < 2_048)
    }

    @Test(
        "A cookie cannot be forged",
        arguments: [
            "", ".", "x", "A.B.C", "\u{301}", "7\n99999999999999\nid\nstamp", String(repeating: "A", count: 5_000),
        ])
    func forged(cookie: String) throws {
        #expect(KnownBrowser.all(in: cookie, Self.keyring, at: Self.now).isEmpty)
        #expect(KnownBrowser.all(in: nil, Self.keyring, at: Self.now).isEmpty)
        let real = try Self.browser(of: 7).cookie(after: [], Self.keyring)
        let changed = String(real.dropLast()) + (real.hasSuffix("A") ? "Q" : "A")
        #expect(KnownBrowser.all(in: changed, Self.keyring, at: Self.now).isEmpty)
        // Another value sealed with the same key is not a browser.
        let flash = try Flash("7\n9999999999999\nid\nstamp").sealed(with: Self.keyring, for: "/", at: Self.now)
        #expect(KnownBrowser.all(in: flash, Self.keyring, at: Self.now).isEmpty)
    }

    @Test("A browser matches only the account and the password that it signed in with")
    func fits() {
        let account = { (id: Account.ID) in
            Account(id: id, kind: .user, name: "mia", email: "m@x.y", isInstanceAdmin: false, createdAt: Self.now)
        }
        let browser = Self.browser(of: 7)
        #expect(browser.fits(Credentials(account: account(7), passwordHash: "hash")))
        #expect(!browser.fits(Credentials(account: account(7), passwordHash: "another")))
        #expect(!browser.fits(Credentials(account: account(8), passwordHash: "hash")))
    }
}
