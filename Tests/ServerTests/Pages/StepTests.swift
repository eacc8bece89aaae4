import Domain
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("The step before something is lost")
struct StepTests {
    private static let webhooks = "/shop/settings/webhooks"

    /// Sends the form without its step, looks at the step, takes it.
    private static func take(_ path: String, _ visitor: Visitor, _ house: House, shows texts: [String]) async throws {
        let before = try await house.everything()
        #expect(try await visitor.post(path, from: path).location == path)
        #expect(try await house.everything() == before)
        let step = try await visitor.get(path)
        #expect(step.status == 200 && step.text.contains("name=\"confirm\" value=\"1\""))
        for text in texts { #expect(step.text.contains(text), "\(text)") }
        #expect(try await visitor.post(path, [("confirm", "1")], from: nil).status == 403)
        #expect(try await house.everything() == before)
        #expect(try await visitor.post(path, [("confirm", "1")], from: path).status == 303)
    }

    @Test("says how many deliveries a webhook that is disabled loses")
    func disable() async throws {
        try await House.with { house in
            let mia = try await Visitor.signedIn(house.accounts.mia, in: house)
            let page = try await WebhookPagesTests.create(mia, [("expression", "*")])
            let link = "href=\"\(page)/disable\""
            #expect(try await mia.get(page).text.contains(link))
            #expect(try await mia.get("\(page)/disable").text.contains("No delivery is waiting for it."))
            _ = try await house.post("projects/shop/events", #"{"eventType":"a:b","payload":{}}"#)
            #expect(try await mia.get("\(page)/disable").text.contains("1 delivery that is waiting"))
            _ = try await house.post("projects/shop/events", #"{"eventType":"a:b","payload":{}}"#)
            try await Self.take("\(page)/disable", mia, house, shows: ["2 deliveries", "hooks.example/a"])
            #expect(try await house.get("projects/shop/webhooks/1")["enabled"] == .bool(false))
            #expect(try await mia.get("\(page)/disable").location == page)
        }
    }

    @Test("names the member who is to go, and the role")
    func member() async throws {
        try await House.with { house in
            let mia = try await Visitor.signedIn(house.accounts.mia, in: house)
            let path = "/shop/settings/members/\(house.accounts.ron.id)/remove"
            #expect(try await mia.get("/shop/settings/members").text.contains("href=\"\(path)\""))
            try await Self.take(path, mia, house, shows: ["Remove ron from shop?", "the role read"])
            let shop = try #require(try await house.store.project("shop"))
            #expect(try await house.store.role(of: house.accounts.ron.id, in: shop.number) == nil)
            #expect(try await mia.get(path).status == 404)
        }
    }

    @Test("names the token, its scopes and as whom it acts")
    func token() async throws {
        try await House.with { house in
            let mia = try await Visitor.signedIn(house.accounts.mia, in: house)
            let shop = try #require(try await house.store.project("shop"))
            let token = try #require(
                try await house.store.tokens(in: shop.number, before: nil, limit: 9, at: house.time.now())
                    .first { $0.token.name == "mia-shop" })
            let path = "/shop/settings/tokens/\(token.token.id)/revoke"
            #expect(try await mia.get("/shop/settings/tokens").text.contains("href=\"\(path)\""))
            try await Self.take(path, mia, house, shows: ["Revoke the token mia-shop?", "as mia", "the scopes admin"])
            #expect(try await house.get("projects/shop/webhooks", as: "mia-shop").status == 401)
            for path in [path, "/shop/settings/tokens/9999/revoke", "/shop/settings/tokens/x/revoke"] {
                #expect(try await mia.get(path).status == 404, "\(path)")
            }
        }
    }

    @Test("names the user, whom nobody removes by themselves")
    func user() async throws {
        try await House.with { house in
            let root = try await Visitor.signedIn(house.accounts.admin, in: house)
            let path = "/admin/accounts/\(house.accounts.sue.id)/remove"
            #expect(try await root.get("/admin").text.contains("href=\"\(path)\""))
            try await Self.take(path, root, house, shows: ["Remove sue?", "their tokens are revoked"])
            #expect(try await !root.get("/admin").text.contains("href=\"\(path)\""))
            let own = "/admin/accounts/\(house.accounts.admin.id)/remove"
            #expect(try await root.get(own).status == 409)
            #expect(try await root.post(own, [("confirm", "1")], from: "/admin").status == 409)
        }
    }

    @Test("is for those alone who may do it")
    func refused() async throws {
        try await House.with { house in
            let mia = try await Visitor.signedIn(house.accounts.mia, in: house)
            let page = try await WebhookPagesTests.create(mia)
            let ron = try await Visitor.signedIn(house.accounts.ron, in: house)
            let paths = [
                "\(page)/disable", "/shop/settings/members/\(house.accounts.mia.id)/remove",
                "/shop/settings/tokens/1/revoke", "/admin/accounts/\(house.accounts.sue.id)/remove",
            ]
            for path in paths {
                #expect(try await ron.get(path).status == 403, "\(path)")
                #expect(try await ron.post(path, [("confirm", "1")], from: "/account").status == 403, "\(path)")
                #expect(try await Visitor(house).get(path).location == "/sign-in?to=\(path)", "\(path)")
            }
        }
    }
}
