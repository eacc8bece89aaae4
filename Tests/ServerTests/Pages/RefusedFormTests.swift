import Domain
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Refused forms")
struct RefusedFormTests {
    /// A form that is refused: where it is, where it is sent to, and what is wrong with it.
    struct Refused: Sendable, CustomTestStringConvertible {
        var page: String
        var action: String
        var fields: [(String, String)]
        /// The inputs at fault; none if the form was refused as a whole.
        var faults: [String]

        init(_ page: String, to action: String? = nil, _ fields: [(String, String)], faults: [String]) {
            self.page = page
            self.action = action ?? page
            self.fields = fields
            self.faults = faults
        }

        var testDescription: String { "\(action) \(fields)" }
    }

    private static let hook = "/shop/settings/webhooks/1"
    private static let forms = [
        Refused("/shop/settings/webhooks/new", to: "/shop/settings/webhooks", [("url", "ftp://x")], faults: ["url"]),
        Refused(hook, [("url", "ftp://x"), ("timeout", "99")], faults: ["url", "timeout"]),
        Refused(hook, to: "\(hook)/secret", [("secret", "whsec_?")], faults: ["new-secret"]),
        Refused(hook, to: "\(hook)/secret", [("overlapHours", "999")], faults: ["overlapHours"]),
        Refused(hook, to: "\(hook)/remove", [], faults: ["confirm"]),
        Refused("/shop/settings", [("host", "Github"), ("name", "")], faults: ["name"]),
        Refused("/shop/settings", to: "/shop/settings/delete", [("confirm", "another")], faults: ["confirm"]),
        Refused("/shop/settings/members", [("email", "nobody"), ("role", "read")], faults: ["email"]),
        Refused(
            "/shop/settings/members", to: "/shop/settings/members/applications",
            [("application", "none"), ("role", "read")], faults: ["application"]),
        Refused("/shop/settings/tokens", [("name", "")], faults: ["name", "scopes"]),
        Refused("/shop/settings/budgets", [("text", "budgets: 1")], faults: ["text"]),
        Refused("/projects/new", [("id", "X y")], faults: ["id", "host"]),
        Refused("/applications", [("name", "12")], faults: ["name"]),
        Refused("/admin", to: "/admin/invitations", [("name", ""), ("email", "no")], faults: ["name", "email"]),
        Refused(
            "/account", to: "/account/password", [("password", "short"), ("again", "other")], faults: ["password"]),
    ]

    @Test("A refused form says so in the page's title, and above its heading with the focus", arguments: forms)
    func above(form: Refused) async throws {
        try await ServerFixture.with { fixture in
            _ = try await fixture.makeWebhook(#""url":"https://hooks.example/a","secret":"a secret""#)
            let visitor = try await Visitor.signedIn(fixture.accounts.admin, in: fixture)
            let answer = try await visitor.post(form.action, form.fields, from: form.page)
            #expect(answer.status == 422)
            #expect(answer.text.contains("<title>Error: "))
            let summary = try Self.summary(of: answer.text)
            for field in form.faults {
                #expect(summary.contains("<a href=\"#\(field)\">"), "\(field) in \(summary)")
                #expect(answer.text.contains("id=\"\(field)\""))
            }
            #expect(try await !visitor.get(form.page).text.contains("Error: "))
        }
    }

    @Test(
        "A refused removal says that nothing was removed, and any other refused form that it was not saved",
        arguments: forms)
    func headings(form: Refused) async throws {
        try await ServerFixture.with { fixture in
            _ = try await fixture.makeWebhook(#""url":"https://hooks.example/a","secret":"s""#)
            let visitor = try await Visitor.signedIn(fixture.accounts.admin, in: fixture)
            let answer = try await visitor.post(form.action, form.fields, from: form.page)
            let isRemoval = form.faults == ["confirm"]
            #expect(answer.text.contains("<h2>Nothing was removed. ") == isRemoval)
            #expect(answer.text.contains("<h2>Not saved. ") == !isRemoval)
        }
    }

    /// The summary of faults, which stands above the heading.
    private static func summary(of text: String) throws -> Substring {
        let start = try #require(text.firstRange(of: "id=\"faults\""))
        let heading = try #require(text.firstRange(of: "<h1"))
        try #require(start.lowerBound < heading.lowerBound)
        let summary = text[start.lowerBound..<heading.lowerBound]
        #expect(summary.contains("role=\"alert\" tabindex=\"-1\" autofocus"))
        return summary
    }

    @Test("A refused sign-in says so in the same place, and as what is not possible does in the title")
    func signIn() async throws {
        try await ServerFixture.with { fixture in
            let visitor = Visitor(fixture)
            let fields = [("email", "mia@example.com"), ("password", "wrong")]
            let answer = try await visitor.post("/sign-in", fields, from: "/sign-in")
            #expect(answer.status == 422 && answer.text.contains("<title>Error: Sign in"))
            #expect(try Self.summary(of: answer.text).contains("Incorrect email or password"))
            let forged = try await visitor.post("/sign-in", fields, from: nil)
            #expect(forged.status == 403 && forged.text.contains("<title>Error: "))
        }
    }

    @Test("A fault of a header names its line, and one of the retry schedule its item")
    func lines() async throws {
        try await ServerFixture.with { fixture in
            _ = try await fixture.makeWebhook()
            let visitor = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let headers = "X-Team: web\r\n\r\nAuthorization\r\nHost: a\r\nX-Odd: 1\r\nHost: b"
            let fields = [("url", "https://hooks.example/a"), ("headers", headers), ("retrySchedule", "5, x")]
            let answer = try await visitor.post(Self.hook, fields, from: Self.hook)
            let summary = try Self.summary(of: answer.text)
            let places = summary.matches(of: #/>([^<]+)</a>: /#).map { String($0.1) }
            #expect(places == ["Headers, line 3", "Headers, line 4", "Headers, line 6", "Retry schedule, item 2"])
            #expect(answer.text.contains("Line 3: must be written as Name: value"))
            #expect(answer.text.contains("X-Team: web\n\nAuthorization\nHost: a"))
            let twice = [("url", "https://hooks.example/a"), ("headers", "X-A: 1\nX-B: 2\nx-a: 3")]
            let duplicate = try await visitor.post(Self.hook, twice, from: Self.hook)
            #expect(try Self.summary(of: duplicate.text).contains("Headers, line 3</a>: must not have the same header"))
        }
    }
}
