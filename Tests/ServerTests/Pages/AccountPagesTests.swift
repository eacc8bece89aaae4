import Domain
import HTTPTypes
import HummingbirdTesting
import Signing
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("The account page")
struct AccountPagesTests {
    /// Gives Mia a password that is quick to check.
    private static func setPassword(_ fixture: ServerFixture) async throws {
        let cost = PasswordHash.Cost(logRounds: 1, blockSize: 1, parallelism: 1)
        try await fixture.store.setPassword(
            hash: try PasswordHash(of: "correct horse", cost: cost).text, of: fixture.accounts.mia.id)
    }

    @Test("The name changes at once, the email with the current password, and a refused form keeps its input")
    func profile() async throws {
        try await ServerFixture.with { fixture in
            try await Self.setPassword(fixture)
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            func save(_ name: String, _ email: String, _ password: String = "") async throws -> Visitor.Page {
                let fields = [("name", name), ("email", email), ("confirm-password", password)]
                return try await mia.post("/account/profile", fields, from: "/account")
            }
            #expect(try await save("Mia M.", "mia@example.com").location == "/account?notice=profile-saved")
            #expect(try await mia.get("/account").text.contains("value=\"Mia M.\""))
            let wrong = try await save("<b>Mia", "new@example.com", "wrong")
            #expect(wrong.status == 422 && wrong.text.contains("id=\"confirm-password-fault\""))
            #expect(wrong.text.contains("value=\"&lt;b&gt;Mia\"") && wrong.text.contains("value=\"new@example.com\""))
            #expect(!wrong.text.contains("value=\"wrong\""))
            #expect(try await save("Mia", "new@example.com", "correct horse").status == 303)
            #expect(try await fixture.store.credentials(email: "new@example.com")?.account.name == "Mia")
            #expect(try await fixture.store.account(email: "mia@example.com") == nil)
            for (name, email, field) in [
                ("", "new@example.com", "name"), ("Mia", "no", "email"), ("Mia", "", "email"),
                ("Mia", "SUE@example.com", "email"),
            ] {
                let refused = try await save(name, email, "correct horse")
                #expect(refused.status == 422 && refused.text.contains("id=\"\(field)-fault\""), "\(email)")
            }
            #expect(try await fixture.store.account(email: "new@example.com")?.name == "Mia")
        }
    }

    @Test("A stolen session guesses the password no more often here, and no list of emails")
    func limits() async throws {
        try await ServerFixture.with { fixture in
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            for number in 0...NameGuard.maximumMisses {
                let taken = try await ron.post(
                    "/account/profile", [("name", "ron"), ("email", "mia@example.com")], from: "/account")
                #expect(taken.status == (number < NameGuard.maximumMisses ? 422 : 429))
            }
            try await Self.setPassword(fixture)
            let counter = SignInGuard.counterOfChange(by: fixture.accounts.mia.id)
            while try await fixture.store.countGuess([counter], at: fixture.time.now(), within: .standard) == nil {}
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let fields = [("name", "mia"), ("email", "new@example.com"), ("confirm-password", "correct horse")]
            let refused = try await mia.post("/account/profile", fields, from: "/account")
            #expect(refused.status == 429 && refused.headers[.retryAfter] == "900")
            #expect(refused.text.contains("value=\"new@example.com\""))
        }
    }

    @Test("Each session says where, when and how it is used, and is ended alone or with all others")
    func sessions() async throws {
        try await ServerFixture.with { fixture in
            try await Self.setPassword(fixture)
            let browsers = [
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1",
                "something <b>else</b>",
            ]
            var visitors: [Visitor] = []
            for browser in browsers {
                let visitor = Visitor(fixture, headers: [.userAgent: browser])
                let fields = [("email", "mia@example.com"), ("password", "correct horse")]
                #expect(try await visitor.post("/sign-in", fields, from: "/sign-in").status == 303)
                visitors.append(visitor)
                fixture.time.advance(seconds: 3_600)
            }
            _ = try await visitors[1].get("/account")
            await fixture.server.services.uses.settle()
            fixture.time.advance(seconds: 7_200)
            let page = try await visitors[0].get("/account").text
            #expect(page.contains("Firefox on Linux <span class=\"quiet\">This browser</span>"))
            #expect(page.contains("Safari on iPhone") && page.contains("Unknown browser") && !page.contains("<b>else"))
            #expect(page.contains("5 h ago"))
            // The current one first, then the iPhone, which was used two hours ago, although it signed in before another.
            await fixture.server.services.uses.settle()
            let forms = page.matches(of: /action="(\/account\/sessions\/[0-9a-f]{64})"/).map { String($0.1) }
            #expect(forms.count == 2)
            let phone = try #require(forms.first)
            #expect(try await visitors[0].post(phone, from: nil).status == 403)
            let sue = try await Visitor.signedIn(fixture.accounts.sue, in: fixture)
            #expect(try await sue.post(phone, from: "/account").status == 404)
            #expect(try await visitors[1].get("/account").status == 200)
            #expect(try await visitors[0].post(phone, from: "/account").location == "/account?notice=session-ended")
            #expect(try await visitors[1].get("/account").status == 303)
            #expect(try await visitors[2].get("/account").status == 200)
            #expect(try await visitors[0].post("/account/sessions", from: "/account").status == 303)
            #expect(try await visitors[2].get("/account").status == 303)
            let alone = try await visitors[0].get("/account").text
            #expect(!alone.contains("Sign out all other browsers"))
            #expect(try await sue.get("/account").status == 200)
        }
    }

    @Test("A session's address is that of its last use")
    func address() async throws {
        try await ServerFixture.with(.live, trustedProxies: ["127.0.0.0/8"]) { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            _ = try await mia.get("/account")
            await fixture.server.services.uses.settle()
            #expect(try await mia.get("/account").text.contains("<code>127.0.0.1</code>"))
        }
    }

    @Test("A new password ends all other sessions")
    func password() async throws {
        try await ServerFixture.with { fixture in
            try await Self.setPassword(fixture)
            let here = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let there = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let fields = [("now", "correct horse"), ("password", "another horse"), ("again", "another horse")]
            #expect(try await here.post("/account/password", fields, from: "/account").status == 303)
            #expect(try await here.get("/account").status == 200)
            #expect(try await there.get("/account").status == 303)
        }
    }
}

@Suite("Names of browsers")
struct BrowserNameTests {
    @Test(
        "The usual browsers are recognized, although most claim to be others as well",
        arguments: [
            ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140.0 Safari/537 Edg/140.0", "Edge on Windows"),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/537 Chrome/140.0 Safari/537",
                "Chrome on macOS"
            ),
            ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/140.0 Mobile Safari/537", "Chrome on Android"),
            ("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) CriOS/140.0 Safari/604", "Chrome on iPad"),
            ("curl/8.5.0", "curl"),
        ])
    func names(_ description: String, _ name: String) {
        #expect(BrowserName(of: description)?.text(.english) == name)
    }

    @Test("Anything else has no name", arguments: ["", "x", "Mozilla/5.0"])
    func unknown(_ description: String) {
        #expect(BrowserName(of: description) == nil)
    }
}
