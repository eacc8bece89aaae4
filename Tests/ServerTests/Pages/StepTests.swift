import Domain
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("The confirmation step")
struct StepTests {
    private static let webhooks = "/shop/settings/webhooks"

    /// Sends the form unconfirmed, checks the confirmation step, and confirms it.
    private static func take(_ path: String, _ visitor: Visitor, _ fixture: ServerFixture, shows texts: [String])
        async throws
    {
        let before = try await fixture.everything()
        #expect(try await visitor.post(path, from: path).location == path)
        #expect(try await fixture.everything() == before)
        let step = try await visitor.get(path)
        #expect(step.status == 200 && step.text.contains("name=\"confirm\" value=\"1\""))
        for text in texts { #expect(step.text.contains(text), "\(text)") }
        #expect(try await visitor.post(path, [("confirm", "1")], from: nil).status == 403)
        #expect(try await fixture.everything() == before)
        #expect(try await visitor.post(path, [("confirm", "1")], from: path).status == 303)
    }

    @Test("It says how many deliveries are lost when a webhook is disabled")
    func disable() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await WebhookPagesTests.create(mia, [("expression", "*")])
            let link = "href=\"\(page)/disable\""
            #expect(try await mia.get(page).text.contains(link))
            #expect(try await mia.get("\(page)/disable").text.contains("It has no pending deliveries."))
            _ = try await fixture.post("projects/shop/events", #"{"eventType":"a:b","payload":{}}"#)
            #expect(try await mia.get("\(page)/disable").text.contains("1 pending delivery"))
            _ = try await fixture.post("projects/shop/events", #"{"eventType":"a:b","payload":{}}"#)
            try await Self.take("\(page)/disable", mia, fixture, shows: ["2 pending deliveries", "hooks.example/a"])
            #expect(try await fixture.get("projects/shop/webhooks/1")["enabled"] == .bool(false))
            #expect(try await mia.get("\(page)/disable").location == page)
        }
    }

    @Test("It names the member to be removed, and the role")
    func member() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let path = "/shop/settings/members/\(fixture.accounts.ron.id)/remove"
            #expect(try await mia.get("/shop/settings/members").text.contains("href=\"\(path)\""))
            try await Self.take(path, mia, fixture, shows: ["Remove ron from shop?", "the read role"])
            let shop = try #require(try await fixture.store.project("shop"))
            #expect(try await fixture.store.role(of: fixture.accounts.ron.id, in: shop.number) == nil)
            #expect(try await mia.get(path).status == 404)
        }
    }

    @Test("It names the token, its scopes and the account that it acts as")
    func token() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let shop = try #require(try await fixture.store.project("shop"))
            let token = try #require(
                try await fixture.store.tokens(in: shop.number, before: nil, limit: 9, at: fixture.time.now())
                    .first { $0.token.name == "mia-shop" })
            let path = "/shop/settings/tokens/\(token.token.id)/revoke"
            #expect(try await mia.get("/shop/settings/tokens").text.contains("href=\"\(path)\""))
            try await Self.take(
                path, mia, fixture, shows: ["Revoke the token mia-shop?", "as mia", "the scopes admin"])
            #expect(try await fixture.get("projects/shop/webhooks", as: "mia-shop").status == 401)
            for path in [path, "/shop/settings/tokens/9999/revoke", "/shop/settings/tokens/x/revoke"] {
                #expect(try await mia.get(path).status == 404, "\(path)")
            }
        }
    }

    @Test("It names the user, and nobody can remove themselves")
    func user() async throws {
        try await ServerFixture.with { fixture in
            let root = try await Visitor.signedIn(fixture.accounts.admin, in: fixture)
            let path = "/admin/accounts/\(fixture.accounts.sue.id)/remove"
            #expect(try await root.get("/admin").text.contains("href=\"\(path)\""))
            try await Self.take(path, root, fixture, shows: ["Remove sue?", "Their tokens are revoked"])
            #expect(try await !root.get("/admin").text.contains("href=\"\(path)\""))
            let own = "/admin/accounts/\(fixture.accounts.admin.id)/remove"
            #expect(try await root.get(own).status == 409)
            #expect(try await root.post(own, [("confirm", "1")], from: "/admin").status == 409)
        }
    }

    @Test("It is only for those who have the permission")
    func refused() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await WebhookPagesTests.create(mia)
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let paths = [
                "\(page)/disable", "/shop/settings/members/\(fixture.accounts.mia.id)/remove",
                "/shop/settings/tokens/1/revoke", "/admin/accounts/\(fixture.accounts.sue.id)/remove",
            ]
            for path in paths {
                #expect(try await ron.get(path).status == 403, "\(path)")
                #expect(try await ron.post(path, [("confirm", "1")], from: "/account").status == 403, "\(path)")
                #expect(try await Visitor(fixture).get(path).location == "/sign-in?to=\(path)", "\(path)")
            }
        }
    }
}
