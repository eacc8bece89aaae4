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
    private static let wish = [
        ("name", "Mia"), ("email", "root@example.com"), ("password", "correct horse"), ("again", "correct horse"),
    ]

    private static func link(_ code: String, of account: Account, in house: House) async throws {
        try await house.store.addSignInLink(
            hash: TokenHash(of: code).bytes, for: account.id,
            expiresAt: house.time.now().adding(milliseconds: 60_000))
    }

    @Test("A sign-in link sets up the account once, and opening it without sending the form does not use it up")
    func link() async throws {
        try await House.with { house in
            try await Self.link("once", of: house.accounts.admin, in: house)
            let visitor = Visitor(house)
            #expect(try await visitor.get("/sign-in/once").status == 200)
            #expect(try await visitor.get("/sign-in/once").status == 200)
            let done = try await visitor.post("/sign-in/once", Self.wish, from: "/sign-in/once")
            #expect(done.status == 303 && done.location == "/")
            #expect(try await visitor.get("/account").text.contains("root@example.com"))
            #expect(try await Visitor(house).get("/sign-in/once").status == 404)
        }
    }

    @Test("The password opens a session; a wrong one says no more than that it is wrong")
    func password() async throws {
        try await House.with { house in
            try await Self.link("a", of: house.accounts.admin, in: house)
            _ = try await Visitor(house).post("/sign-in/a", Self.wish, from: nil)
            let first = Visitor(house)
            _ = try await first.post("/sign-in/a", Self.wish, from: "/sign-in/a")
            let visitor = Visitor(house)
            let wrong = try await visitor.post(
                "/sign-in", [("email", "root@example.com"), ("password", "wrong")], from: "/sign-in")
            let unknown = try await visitor.post(
                "/sign-in", [("email", "nobody@example.com"), ("password", "wrong")], from: "/sign-in")
            #expect(wrong.status == 422 && unknown.status == 422)
            #expect(wrong.text.contains("is not right") && unknown.text.contains("is not right"))
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

    @Test("After ten failures even the right password waits a quarter of an hour")
    func guessing() async throws {
        try await House.with { house in
            for _ in 0..<SignInGuard.maximumFailures {
                _ = try await house.store.countFailure(
                    of: SHA256Digest.of(Array("sign-in mia@example.com".utf8)), at: house.time.now(),
                    window: SignInGuard.window)
            }
            let visitor = Visitor(house)
            let fields = [("email", "mia@example.com"), ("password", "x")]
            #expect(try await visitor.post("/sign-in", fields, from: "/sign-in").status == 429)
            house.time.advance(seconds: Double(SignInGuard.window) / 1000)
            #expect(try await visitor.post("/sign-in", fields, from: "/sign-in").status == 422)
        }
    }

    @Test("A trusted proxy's word tells who waits; without one nobody escapes by naming another address")
    func addresses() async throws {
        for (proxies, counted) in [(["127.0.0.0/8"], "2001:db8::/64"), ([], "127.0.0.1/32")] {
            try await House.with(.live, trustedProxies: proxies) { house in
                let key = SHA256Digest.of(Array("sign-in from \(counted)".utf8))
                for _ in 0..<SignInGuard.maximumFailuresOfAddress {
                    _ = try await house.store.countFailure(of: key, at: house.time.now(), window: SignInGuard.window)
                }
                let fields = [("email", "nobody@example.com"), ("password", "x")]
                let visitor = Visitor(house, headers: [.xForwardedFor: "2001:db8::1"])
                #expect(try await visitor.post("/sign-in", fields, from: "/sign-in").status == 429)
            }
        }
    }

    @Test(
        "Cookies go over TLS alone where the visitor has come so, by a trusted proxy's word or the public URL's",
        arguments: [
            ("http://perfsee.example", ["127.0.0.0/8"], true), ("http://perfsee.example", [], false),
            ("HTTPS://perfsee.example", [], true),
        ] as [(String, [String], Bool)])
    func secureCookies(publicURL: String, proxies: [String], isSecure: Bool) async throws {
        try await House.with(.live, publicURL: publicURL, trustedProxies: proxies) { house in
            let visitor = Visitor(house, headers: [.xForwardedProto: "https"])
            let cookies = try await visitor.get("/sign-in").headers[values: .setCookie]
            #expect(cookies.count == 1)
            #expect(cookies.allSatisfy { $0.contains("Secure") == isSecure })
        }
    }

    @Test(
        "A form without its key changes nothing",
        arguments: ["/sign-in/b", "/sign-in", "/sign-out", "/account/password"])
    func key(path: String) async throws {
        try await House.with { house in
            try await Self.link("b", of: house.accounts.admin, in: house)
            let visitor = try await Visitor.signedIn(house.accounts.mia, in: house)
            let answer = try await visitor.post(path, Self.wish + [("now", "")], from: nil)
            #expect(answer.status == 403)
            #expect(try await visitor.get("/account").status == 200)
            #expect(try await house.store.passwordHash(of: house.accounts.mia.id) == nil)
            #expect(try await Visitor(house).get("/sign-in/b").status == 200)
        }
    }

    @Test("A refused form keeps what was typed, but for the passwords, and names each field")
    func faults() async throws {
        try await House.with { house in
            try await Self.link("c", of: house.accounts.admin, in: house)
            let visitor = Visitor(house)
            let page = try await visitor.post(
                "/sign-in/c", [("name", "<b>Mia"), ("email", "no"), ("password", "short"), ("again", "short")],
                from: "/sign-in/c")
            #expect(page.status == 422)
            #expect(page.text.contains("value=\"&lt;b&gt;Mia\""))
            #expect(page.text.contains("href=\"#email\"") && page.text.contains("id=\"password-fault\""))
            #expect(!page.text.contains("value=\"short\""))
        }
    }

    @Test("Pages carry a strict policy, never an inline script or style, and say their language")
    func headers() async throws {
        try await House.with { house in
            let english = try await Visitor(house).get("/sign-in")
            let policy = try #require(english.headers[.contentSecurityPolicy])
            #expect(policy.hasPrefix("default-src 'none'") && !policy.contains("unsafe"))
            #expect(!english.text.contains("<style") && !english.text.contains(" style="))
            #expect(english.text.contains("<html lang=\"en\">"))
            let chinese = try await Visitor(house, language: "zh-CN").get("/sign-in")
            #expect(chinese.text.contains("<html lang=\"zh-Hans\">") && chinese.text.contains("登录"))
            let visitor = Visitor(house)
            let chosen = try await visitor.get("/sign-in?to=%2Faccount&language=zh-Hans")
            #expect(chosen.location == "/sign-in?to=%2Faccount")
            #expect(try await visitor.get("/sign-in").text.contains("lang=\"zh-Hans\""))
        }
    }

    @Test("The way back leads nowhere else", arguments: ["//evil.example", "https://evil.example", "/\\evil.example"])
    func back(to: String) {
        #expect(LocalPath(untrusted: to).text == "/")
    }
}
