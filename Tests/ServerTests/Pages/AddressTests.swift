import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Page addresses")
struct AddressTests {
    @Test("Every address that accepts a form can be opened as well")
    func waysBack() async throws {
        try await ServerFixture.with { fixture async throws in
            let pages = fixture.server.pages.routes
            let shown = Set(pages.filter { $0.method == .get }.map(\.path))
            for page in pages where page.method == .post { #expect(shown.contains(page.path), "\(page.path)") }
        }
    }

    @Test(
        "A path that only accepts forms redirects to the page above, with the requested language",
        arguments: [
            ("/shop/settings/webhooks/1/ping", "/shop/settings/webhooks/1"),
            ("/shop/settings/webhooks/1/enable?language=en", "/shop/settings/webhooks/1?language=en"),
            ("/shop/settings/members/3", "/shop/settings/members"), ("/admin/invitations", "/admin"),
            ("/account/password", "/account"), ("/sign-out", "/"), ("/shop/settings/delete", "/shop/settings"),
        ])
    func leadsBack(from path: String, to page: String) async throws {
        try await ServerFixture.with { fixture async throws in
            #expect(try await Visitor(fixture).get(path).location == page)
        }
    }

    @Test("An unknown path is a page for a browser, and JSON for everything else and for the API")
    func unknown() async throws {
        try await ServerFixture.with { fixture async throws in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture, language: "zh-CN")
            let page = try await mia.get("/shop/settings/nothing/there", accept: "text/html,*/*;q=0.8")
            #expect(page.status == 404 && page.headers[.contentType] == "text/html; charset=utf-8")
            #expect(page.text.contains("此页面不存在") && page.headers[.contentSecurityPolicy] != nil)
            for (path, accept) in [("/a/b/c", nil), ("/a/b/c", "application/json"), ("/api/v1/no", "text/html")] {
                let answer = try await mia.get(path, accept: accept)
                #expect(answer.status == 404 && answer.headers[.contentType] == Problem.contentType, "\(path)")
            }
        }
    }

    @Test("A notice is not repeated after switching the language")
    func notice() async throws {
        try await ServerFixture.with { fixture async throws in
            let text = try await Visitor(fixture).get("/sign-in?to=%2Faccount&notice=signed-out").text
            #expect(text.contains("You are signed out."))
            #expect(text.contains("href=\"/sign-in?to=%2Faccount&amp;language=zh-Hans\""))
        }
    }

    @Test("The top bar links to the newest projects that the visitor may see")
    func switcher() async throws {
        try await ServerFixture.with { fixture async throws in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let sue = try await Visitor.signedIn(fixture.accounts.sue, in: fixture)
            let link = "<a href=\"/shop\""
            #expect(try await mia.get("/account").text.contains(link))
            #expect(try await mia.get("/shop").text.contains("\(link) aria-current=\"true\""))
            #expect(try await !sue.get("/account").text.contains(link))
            #expect(try await !Visitor(fixture).get("/sign-in").text.contains(link))
        }
    }

    @Test("A visitor who is not signed in is shown the way to their projects")
    func signIn() async throws {
        try await ServerFixture.with { fixture async throws in
            #expect(try await Visitor(fixture).get("/").text.contains("<a href=\"/sign-in\">Sign in to see yours.</a>"))
        }
    }
}
