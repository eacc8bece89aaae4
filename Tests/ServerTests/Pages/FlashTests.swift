import Domain
import HTTPTypes
import Signing
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("One-time messages after a form")
struct FlashTests {
    private static let webhooks = "/shop/settings/webhooks"
    private static let place = "key /shop/settings/webhooks/2"
    private static let now = Timestamp(milliseconds: 1_700_000_000_000)

    private static func keyring(_ byte: UInt8) throws -> Keyring {
        Keyring(current: try SealingKey(bytes: Array(repeating: byte, count: SealingKey.byteCount)))
    }

    @Test("A message opens only for its place, its key and its minute")
    func sealed() throws {
        let keyring = try Self.keyring(1), otherKeyring = try Self.keyring(2)
        let flash = Flash("whsec_a\nb", until: Timestamp(milliseconds: 5))
        let value = try #require(try flash.sealed(with: keyring, for: Self.place, at: Self.now))
        let opened = try #require(Flash(sealed: value, with: keyring, for: Self.place, at: Self.now))
        #expect(opened.text == flash.text && opened.until == flash.until)
        #expect(Flash(sealed: value, with: keyring, for: "other \(Self.place)", at: Self.now) == nil)
        #expect(Flash(sealed: value, with: otherKeyring, for: Self.place, at: Self.now) == nil)
        #expect(Flash(sealed: "\(value.dropLast(4))AAAA", with: keyring, for: Self.place, at: Self.now) == nil)
        let last = Self.now + Flash.lifetime
        #expect(Flash(sealed: value, with: keyring, for: Self.place, at: last - .milliseconds(1)) != nil)
        #expect(Flash(sealed: value, with: keyring, for: Self.place, at: last) == nil)
    }

    @Test("A message that is longer than a cookie is left out")
    func limit() throws {
        let keyring = try Self.keyring(1)
        let longest = Flash(String(repeating: "x", count: Flash.maximumBytes))
        #expect(try longest.sealed(with: keyring, for: Self.place, at: Self.now) != nil)
        let longer = Flash(longest.text + "x")
        #expect(try longer.sealed(with: keyring, for: Self.place, at: Self.now) == nil)
    }

    @Test("A message travels in a cookie for its one page that scripts cannot read and other sites cannot send")
    func cookie() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let list = Self.webhooks
            let fields = [("url", "https://hooks.example/a"), ("types", "bundle:finished"), ("secret", "of our own")]
            let created = try await mia.post(list, fields, from: "\(list)/new")
            let page = try #require(created.location.map { String($0.prefix { $0 != "?" }) })
            let cookie = try #require(created.headers[values: .setCookie].first { $0.hasPrefix(Flash.cookie) })
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Secure"))
            #expect(cookie.contains("Max-Age=60") && cookie.contains("Path=\(page)"))
            #expect(!cookie.contains("of our own"))
        }
    }

    @Test("After a rotation the webhook's page says once until when the previous secret is valid, and for what")
    func rotation() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await WebhookPagesTests.create(mia, [("secret", "old")])
            _ = try await mia.get(page)
            let fields = [("secret", "new"), ("overlapHours", "12")]
            let rotated = try await mia.post("\(page)/secret", fields, from: "\(page)/secret")
            #expect(rotated.status == 303 && rotated.location == "\(page)?notice=secret-rotated")
            #expect(try await !mia.get(page, refreshing: true).text.contains("old-secret"))
            let shown = try await mia.get(page)
            #expect(try await fixture.store.target(1)?.secrets == ["new", "old"])
            #expect(!shown.text.contains("made-secret"))
            #expect(
                shown.text.contains("id=\"old-secret\"")
                    && shown.text.contains("in 12 h</span>)</span></time>, for <code>webhook-signature</code> only"))
            #expect(try await !mia.get(page).text.contains("old-secret"))
        }
    }

    @Test("No other session sees it")
    func session() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await WebhookPagesTests.create(mia, [("secret", "of our own")])
            let other = try await Visitor.signedIn(fixture.accounts.admin, in: fixture)
            other.take(Flash.cookie, from: mia)
            #expect(try await !other.get(page).text.contains("made-secret"))
            #expect(try await mia.get(page).text.contains("made-secret"))
        }
    }

    @Test(
        "A refused rotation says so at the field and keeps the input",
        arguments: [
            ("whsec_!", "24", "new-secret"), ("", "24", "new-secret"), ("fine", "169", "overlapHours"),
            ("fine", "x", "overlapHours"),
        ])
    func refusedRotation(secret: String, hours: String, field: String) async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await WebhookPagesTests.create(mia, [("secret", "old")])
            let fields = [("secret", secret), ("overlapHours", hours)]
            let refused = try await mia.post("\(page)/secret", fields, from: page)
            #expect(refused.status == 422)
            #expect(refused.text.contains("id=\"\(field)-fault\"") && refused.text.contains("href=\"#\(field)\""))
            #expect(refused.text.contains("value=\"\(secret)\"") && refused.text.contains("value=\"\(hours)\""))
            #expect(try await fixture.store.target(1)?.secrets == ["old"])
        }
    }

    @Test("The secret of a new webhook is shown once after Create")
    func creation() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            #expect(try await mia.get("\(Self.webhooks)/new").text.contains("data-copy=\"#secret\""))
            let page = try await WebhookPagesTests.create(mia, [("secret", "of <our> own")])
            #expect(try await mia.get(page).text.contains("id=\"made-secret\">of &lt;our&gt; own<"))
            #expect(try await !mia.get(page).text.contains("made-secret"))
        }
    }

    @Test("A new token and an invitation are shown once, at addresses that can be reloaded")
    func tokenAndInvitation() async throws {
        try await ServerFixture.with { fixture in
            let root = try await Visitor.signedIn(fixture.accounts.admin, in: fixture)
            let tokens = "/shop/settings/tokens"
            let made = try await root.post(tokens, [("name", "ci"), ("scopes", "read")], from: tokens)
            #expect(made.location == tokens)
            #expect(try await root.get(tokens).text.contains("psee_"))
            #expect(try await !root.get(tokens).text.contains("psee_"))
            let form = [("name", "New"), ("email", "new@example.com")]
            #expect(try await root.post("/admin/invitations", form, from: "/admin").location == "/admin")
            #expect(try await root.get("/admin").text.contains("/invite/"))
            #expect(try await !root.get("/admin").text.contains("/invite/"))
            let link = [("act", "link")]
            let sue = "/admin/accounts/\(fixture.accounts.sue.id)"
            #expect(try await root.post(sue, link, from: "/admin").location == "/admin")
            #expect(try await root.get("/admin").text.contains("/invite/"))
        }
    }
}
