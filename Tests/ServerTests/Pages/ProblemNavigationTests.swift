import Domain
import HTTPTypes
import HummingbirdTesting
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Problems within a project")
struct ProblemNavigationTests {
    @Test(
        "What is not there, or not allowed, keeps the navigation of the project that it would be in",
        arguments: [
            "/shop/artifacts/99", "/shop/events/99", "/shop/settings/webhooks/99", "/shop/nowhere",
            "/shop/nowhere/at/all",
            "/shop/deliveries/00000000-0000-7000-8000-000000000000",
        ])
    func kept(_ path: String) async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await mia.get(path, accept: "text/html")
            #expect(page.status == 404 && page.text.contains("<nav class=\"navigation\""))
            #expect(
                page.text.contains("href=\"/shop/settings/webhooks\"")
                    && page.text.contains(" · shop · Perfsee</title>"))
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let read = try await ron.get(path, accept: "text/html").text
            #expect(read.contains("<nav class=\"navigation\"") && !read.contains("href=\"/shop/settings/webhooks\""))
        }
    }

    @Test("To those who may not know of the project, it looks as if there were none")
    func hidden() async throws {
        try await ServerFixture.with { fixture in
            let sue = try await Visitor.signedIn(fixture.accounts.sue, in: fixture)
            for path in ["/shop/nowhere", "/shop/artifacts/99"] {
                let page = try await sue.get(path, accept: "text/html")
                let absent = try await sue.get(path.replacing("shop", with: "none"), accept: "text/html")
                #expect(page.status == 404 && !page.text.contains("<nav class=\"navigation\""))
                #expect(page.text == absent.text.replacing("none", with: "shop"))
            }
        }
    }

    @Test("An application's problems keep its navigation as well")
    func applications() async throws {
        try await ServerFixture.with { fixture in
            let root = try await Visitor.signedIn(fixture.accounts.admin, in: fixture)
            let page = try await root.get("/\(fixture.bot)/webhooks/99", accept: "text/html")
            #expect(page.status == 404 && page.text.contains("href=\"/\(fixture.bot)/tokens\""))
        }
    }

    @Test("Where there is nothing yet, there is nothing to filter; a filter that nothing matches stays")
    func filters() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            for (path, filter) in [
                ("/shop", "branch=x"), ("/shop/artifacts", "branch=x"), ("/shop/deliveries", "state=failed"),
                ("/shop/events", "eventType=x"),
            ] {
                #expect(try await !mia.get(path).text.contains("class=\"filters\""), "\(path)")
                #expect(try await mia.get("\(path)?\(filter)").text.contains("class=\"filters\""), "\(path)")
            }
        }
    }
}
