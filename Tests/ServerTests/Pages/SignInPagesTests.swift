import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Signing
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Signing in")
struct SignInPagesTests {
    private static let form = [
        ("name", "Mia"), ("email", "root@example.com"), ("password", "correct horse"), ("again", "correct horse"),
    ]

    private static func link(_ code: String, of account: Account, in fixture: ServerFixture) async throws {
        try await fixture.store.addSignInLink(
            hash: TokenHash(of: code).bytes, for: account.id,
            expiresAt: fixture.time.now() + .minutes(1))
    }

    @Test("A sign-in link sets up the account once, and opening it without sending the form does not use it up")
    func link() async throws {
        try await ServerFixture.with { fixture in
            try await Self.link("once", of: fixture.accounts.admin, in: fixture)
            let visitor = Visitor(fixture)
            #expect(try await visitor.get("/sign-in/once").status == 200)
            #expect(try await visitor.get("/sign-in/once").status == 200)
            let done = try await visitor.post("/sign-in/once", Self.form, from: "/sign-in/once")
            #expect(done.status == 303 && done.location == "/")
            #expect(try await visitor.get("/account").text.contains("root@example.com"))
            #expect(try await Visitor(fixture).get("/sign-in/once").status == 404)
        }
    }

    @Test("The password opens a session, and a wrong one is only reported as wrong")
    func password() async throws {
        try await ServerFixture.with { fixture in
            try await Self.link("a", of: fixture.accounts.admin, in: fixture)
            _ = try await Visitor(fixture).post("/sign-in/a", Self.form, from: nil)
            let first = Visitor(fixture)
            _ = try await first.post("/sign-in/a", Self.form, from: "/sign-in/a")
            let visitor = Visitor(fixture)
            let wrong = try await visitor.post(
                "/sign-in", [("email", "root@example.com"), ("password", "wrong")], from: "/sign-in")
            let unknown = try await visitor.post(
                "/sign-in", [("email", "nobody@example.com"), ("password", "wrong")], from: "/sign-in")
            #expect(wrong.status == 422 && unknown.status == 422)
            #expect(wrong.text.contains("Incorrect email") && unknown.text.contains("Incorrect email"))
            let right = try await visitor.post(
                "/sign-in", [("email", "ROOT@example.com"), ("password", "correct horse"), ("to", "/account")],
                from: "/sign-in")
            #expect(right.status == 303 && right.location == "/account")
            let cookie = try #require(right.headers[values: .setCookie].first { $0.hasPrefix("perfsee_session=") })
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Secure"))
            let gone = try await visitor.post("/sign-out", from: "/account")
            #expect(gone.status == 303)
            #expect(try await visitor.get("/account").location == "/sign-in?to=/account")
        }
    }

    /// Fills a counter as guesses would.
    private static func fill(_ counter: GuessCounter, in fixture: ServerFixture) async throws {
        while try await fixture.store.countGuess([counter], at: fixture.time.now(), within: .standard) == nil {}
    }

    /// Gives Mia a password that is quick to check.
    private static func setPassword(_ fixture: ServerFixture) async throws {
        let cost = PasswordHash.Cost(logRounds: 1, blockSize: 1, parallelism: 1)
        try await fixture.store.setPassword(
            hash: try PasswordHash(of: "correct horse", cost: cost).text, of: fixture.accounts.mia.id)
    }

    @Test("After ten failures even the right password waits a quarter of an hour, and the answer says how long")
    func guessing() async throws {
        try await ServerFixture.with { fixture in
            try await Self.setPassword(fixture)
            try await Self.fill(SignInGuard.counter("sign-in mia@example.com"), in: fixture)
            try await Self.fill(SignInGuard.counter("sign-in nobody@example.com"), in: fixture)
            for seconds in [0, 850] {
                fixture.time.advance(seconds: Double(seconds))
                var texts: Set<String> = []
                for email in ["mia@example.com", "nobody@example.com"] {
                    let fields = [("email", email), ("password", "correct horse")]
                    let visitor = Visitor(fixture)
                    let refused = try await visitor.post("/sign-in", fields, from: "/sign-in")
                    #expect(refused.status == 429 && refused.headers[.retryAfter] == String(900 - seconds))
                    #expect(refused.text.contains(seconds == 0 ? "Try again in 15 minutes" : "Try again in 1 minute."))
                    let key = try #require(refused.formKey)
                    texts.insert(refused.text.replacing(email, with: "").replacing(key, with: ""))
                }
                #expect(texts.count == 1)
            }
            let chinese = try await Visitor(fixture, language: "zh-CN").post(
                "/sign-in", [("email", "mia@example.com"), ("password", "x")], from: "/sign-in")
            #expect(chinese.text.contains("请在 1 分钟后重试"))
            fixture.time.advance(seconds: 50)
            let fields = [("email", "mia@example.com"), ("password", "correct horse")]
            #expect(try await Visitor(fixture).post("/sign-in", fields, from: "/sign-in").status == 303)
        }
    }

    @Test("A browser that has signed in before gets in while strangers' guesses are refused")
    func knownBrowser() async throws {
        try await ServerFixture.with { fixture in
            try await Self.setPassword(fixture)
            let fields = [("email", "mia@example.com"), ("password", "correct horse")]
            let owner = Visitor(fixture)
            let first = try await owner.post("/sign-in", fields, from: "/sign-in")
            let cookie = try #require(first.headers[values: .setCookie].first { $0.hasPrefix("perfsee_known=") })
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Secure"))
            #expect(cookie.contains("Max-Age=31536000"))
            _ = try await owner.post("/sign-out", from: "/account")
            try await Self.fill(SignInGuard.counter("sign-in mia@example.com"), in: fixture)
            #expect(try await Visitor(fixture).post("/sign-in", fields, from: "/sign-in").status == 429)
            #expect(try await owner.post("/sign-in", fields, from: "/sign-in").status == 303)
            // The cookie alone grants no access.
            let thief = Visitor(fixture)
            thief.take("perfsee_known", from: owner)
            #expect(try await thief.get("/account").location == "/sign-in?to=/account")
            let wrong = [("email", "mia@example.com"), ("password", "wrong")]
            #expect(try await thief.post("/sign-in", wrong, from: "/sign-in").status == 422)
        }
    }

    @Test("A stolen session has just as few password guesses, and cannot keep the owner from signing in")
    func change() async throws {
        try await ServerFixture.with { fixture in
            try await Self.setPassword(fixture)
            try await Self.fill(SignInGuard.counterOfChange(by: fixture.accounts.mia.id), in: fixture)
            let visitor = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let fields = [("now", "correct horse"), ("password", "another horse"), ("again", "another horse")]
            let before = try await fixture.store.passwordHash(of: fixture.accounts.mia.id)
            let refused = try await visitor.post("/account/password", fields, from: "/account")
            #expect(refused.status == 429 && refused.headers[.retryAfter] == "900")
            #expect(refused.text.contains("Too many incorrect passwords"))
            #expect(try await fixture.store.passwordHash(of: fixture.accounts.mia.id) == before)
            let owner = [("email", "mia@example.com"), ("password", "correct horse")]
            #expect(try await Visitor(fixture).post("/sign-in", owner, from: "/sign-in").status == 303)
        }
    }

    @Test("The holder of a link can check a few emails, but not a list of them")
    func emails() async throws {
        try await ServerFixture.with { fixture in
            try await Self.link("d", of: fixture.accounts.ron, in: fixture)
            let visitor = Visitor(fixture)
            let form = [
                ("name", "Ron"), ("email", "mia@example.com"), ("password", "correct horse"),
                ("again", "correct horse"),
            ]
            for _ in 0..<NameGuard.maximumMisses {
                let taken = try await visitor.post("/sign-in/d", form, from: "/sign-in/d")
                #expect(taken.status == 422 && taken.text.contains("Another account already uses this email."))
            }
            let refused = try await visitor.post("/sign-in/d", form, from: "/sign-in/d")
            #expect(refused.status == 429 && refused.headers[.retryAfter] == "900")
        }
    }

    @Test("A trusted proxy's headers identify the client; otherwise a forged address does not evade the limit")
    func addresses() async throws {
        for (proxies, counted) in [(["127.0.0.0/8"], "2001:db8::/64"), ([], "127.0.0.1/32")] {
            try await ServerFixture.with(.live, trustedProxies: proxies) { fixture in
                try await Self.fill(
                    SignInGuard.counter("sign-in from \(counted)", limit: SignInGuard.maximumFailuresOfNetwork),
                    in: fixture)
                let fields = [("email", "nobody@example.com"), ("password", "x")]
                let visitor = Visitor(fixture, headers: [.xForwardedFor: "2001:db8::1"])
                #expect(try await visitor.post("/sign-in", fields, from: "/sign-in").status == 429)
            }
        }
    }

    @Test(
        "Cookies are for TLS only if the visitor came over TLS, according to a trusted proxy or the public URL",
        arguments: [
            ("http://perfsee.example", ["127.0.0.0/8"], true), ("http://perfsee.example", [], false),
            ("HTTPS://perfsee.example", [], true),
        ] as [(String, [String], Bool)])
    func secureCookies(publicURL: String, proxies: [String], isSecure: Bool) async throws {
        try await ServerFixture.with(.live, publicURL: publicURL, trustedProxies: proxies) { fixture in
            let visitor = Visitor(fixture, headers: [.xForwardedProto: "https"])
            let cookies = try await visitor.get("/sign-in").headers[values: .setCookie]
            #expect(cookies.count == 1)
            #expect(cookies.allSatisfy { $0.contains("Secure") == isSecure })
        }
    }

    @Test(
        "A form without its key changes nothing",
        arguments: ["/sign-in/b", "/sign-in", "/sign-out", "/account/password"])
    func key(path: String) async throws {
        try await ServerFixture.with { fixture in
            try await Self.link("b", of: fixture.accounts.admin, in: fixture)
            let visitor = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let answer = try await visitor.post(path, Self.form + [("now", "")], from: nil)
            #expect(answer.status == 403)
            #expect(try await visitor.get("/account").status == 200)
            #expect(try await fixture.store.passwordHash(of: fixture.accounts.mia.id) == nil)
            #expect(try await Visitor(fixture).get("/sign-in/b").status == 200)
        }
    }

    @Test("A refused form keeps its input, except for passwords, and names each field")
    func faults() async throws {
        try await ServerFixture.with { fixture in
            try await Self.link("c", of: fixture.accounts.admin, in: fixture)
            let visitor = Visitor(fixture)
            let page = try await visitor.post(
                "/sign-in/c", [("name", "<b>Mia"), ("email", "no"), ("password", "short"), ("again", "short")],
                from: "/sign-in/c")
            #expect(page.status == 422)
            #expect(page.text.contains("value=\"&lt;b&gt;Mia\""))
            #expect(page.text.contains("href=\"#email\"") && page.text.contains("id=\"password-fault\""))
            #expect(!page.text.contains("value=\"short\""))
        }
    }

    @Test("Pages have a strict policy, no inline script or style, and declare their language")
    func headers() async throws {
        try await ServerFixture.with { fixture in
            let english = try await Visitor(fixture).get("/sign-in")
            let policy = try #require(english.headers[.contentSecurityPolicy])
            #expect(policy.hasPrefix("default-src 'none'") && !policy.contains("unsafe"))
            #expect(!english.text.contains("<style") && !english.text.contains(" style="))
            #expect(english.text.contains("<html lang=\"en\">"))
            let chinese = try await Visitor(fixture, language: "zh-CN").get("/sign-in")
            #expect(chinese.text.contains("<html lang=\"zh-Hans\">") && chinese.text.contains("登录"))
            let visitor = Visitor(fixture)
            let chosen = try await visitor.get("/sign-in?to=%2Faccount&language=zh-Hans")
            #expect(chosen.location == "/sign-in?to=%2Faccount")
            #expect(try await visitor.get("/sign-in").text.contains("lang=\"zh-Hans\""))
        }
    }

    @Test("No way back leads elsewhere", arguments: ["//evil.example", "https://evil.example", "/\\evil.example"])
    func back(to: String) {
        #expect(LocalPath(untrusted: to).text == "/")
    }
}
