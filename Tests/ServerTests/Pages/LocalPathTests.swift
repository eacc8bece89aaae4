import Domain
import Foundation
import Signing
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("The way back after signing in")
struct LocalPathTests {
    /// Code points that combine with the character before them, or that a browser drops from a host name.
    private static let marks = [
        "\u{FE0F}", "\u{34F}", "\u{200D}", "\u{301}", "\u{AD}", "\u{2060}", "\u{E0100}", "\u{600}",
    ]

    /// Paths that lead, or may lead, to another server.
    static let elsewhere: [String] = {
        let plain = [
            "", "//", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
            "/\\/evil.example", "/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example", "\t//evil.example",
            " //evil.example", "/\u{0}/evil.example", "https://evil.example", "https:evil.example",
            "javascript:alert(1)", "data:text/html,x", "evil.example", "@evil.example", "/@evil.example", "?x", "#x",
            "/.//evil.example", "/..//evil.example", "/x/../../evil.example", "/ok//evil.example", "/é",
        ]
        let marked = marks.flatMap { mark in
            [
                "//\(mark)evil.example", "/\(mark)/evil.example", "\(mark)//evil.example", "//evil.example\(mark)",
                "/\\\(mark)evil.example", "/\(mark)\\evil.example", "\\\(mark)\\evil.example", "\\\(mark)/evil.example",
                "//\(mark)@evil.example/", "//\(mark)evil.example/x?y=\(mark)", "/\(mark)\t/evil.example",
            ]
        }
        let encoded = [
            "/%2Fevil.example", "/%5Cevil.example", "/%09/evil.example", "/%0D%0A/evil.example", "%2F%2Fevil.example",
        ]
        let doubled = marked.compactMap { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) }
        return plain + marked + encoded + doubled
    }()

    static let here = [
        "/", "/account", "/ok?x=1", "/shop/deliveries?state=failed&eventType=a%3Ab", "/shop?q=a/b//c@d",
        "/shop/settings/webhooks/3?notice=replay-begun#replays", "/?before=3", "/a.b_c~d-e",
    ]

    @Test("Anything but a plain path on this server leads to the home page", arguments: elsewhere)
    func leadsHome(to: String) {
        #expect(LocalPath(untrusted: to).text == "/")
        #expect(Redirect(to).location == "/")
    }

    @Test("A page of this server is kept with its query", arguments: here)
    func stays(to: String) {
        #expect(LocalPath(untrusted: to).text == to)
        #expect(Redirect(to).location == to)
    }

    @Test("An unsafe path leads home for signed-in visitors, in the form, and after it")
    func signingIn() async throws {
        try await ServerFixture.with { fixture in
            let signedIn = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let visitor = Visitor(fixture)
            for to in Self.elsewhere + Self.here {
                let wanted = Self.here.contains { $0.hasSameBytes(as: to) } ? to : "/"
                let encoded = to.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                let address = "/sign-in?to=\(encoded)"
                #expect(try await signedIn.get(address).location == wanted, "\(to.debugDescription)")
                let form = try await visitor.get(address).text
                #expect(
                    form.contains("name=\"to\" value=\"\(PageText().escapeText(wanted))\""), "\(to.debugDescription)")
            }
        }
    }

    @Test("An unsafe path leads home after the password too, and from a refused form")
    func password() async throws {
        try await ServerFixture.with { fixture in
            let form = [
                ("name", "Mia"), ("email", "root@example.com"), ("password", "correct horse"),
                ("again", "correct horse"),
            ]
            try await fixture.store.addSignInLink(
                hash: TokenHash(of: "x").bytes, for: fixture.accounts.admin.id,
                expiresAt: fixture.time.now() + .minutes(1))
            _ = try await Visitor(fixture).post("/sign-in/x", form, from: "/sign-in/x")
            // Once each: hashing a password takes time.
            let to = "//\u{FE0F}evil.example"
            let refused = try await Visitor(fixture).post(
                "/sign-in", [("email", "root@example.com"), ("password", "wrong"), ("to", to)], from: "/sign-in")
            #expect(refused.status == 422 && refused.text.contains("name=\"to\" value=\"/\""))
            let done = try await Visitor(fixture).post(
                "/sign-in", [("email", "root@example.com"), ("password", "correct horse"), ("to", to)],
                from: "/sign-in")
            #expect(done.status == 303 && done.location == "/")
        }
    }

    @Test("A language switch stays on the page, and drops its parameter, however that is encoded")
    func language() async throws {
        try await ServerFixture.with { fixture in
            for name in ["language", "l%61nguage", "%6Canguage"] {
                let chosen = try await Visitor(fixture).get("/sign-in?to=/account&\(name)=zh-Hans&x=1")
                #expect(chosen.location == "/sign-in?to=/account&x=1")
            }
            #expect(try await Visitor(fixture).get("//evil.example/?language=zh-Hans").location != "//evil.example/")
        }
    }

    @Test("A path that only accepts forms leads back to the page above, and never to another server")
    func formRedirect() async throws {
        try await ServerFixture.with { fixture in
            let visitor = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let path = "/shop/settings/webhooks/1/ping?x=1"
            #expect(try await visitor.get(path).location == "/shop/settings/webhooks/1?x=1")
        }
    }
}

@Suite("Parameters of a query or a form")
struct QueryTests {
    @Test("They are separated by bytes, whatever their values begin and end with")
    func bytes() {
        let query = Query(text: "a=\u{301}1&\u{301}b=2&c\u{600}=3&d=\u{600}&e=5")
        #expect(query.parameters.map(\.name) == ["a", "\u{301}b", "c\u{600}", "d", "e"])
        #expect(query.parameters.map(\.value) == ["\u{301}1", "2", "3", "\u{600}", "5"])
    }
}
