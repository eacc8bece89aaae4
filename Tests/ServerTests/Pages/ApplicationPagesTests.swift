import Domain
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Application pages")
struct ApplicationPagesTests {
    private static let markup = "<script>alert(1)</script>\"'><img src=x>"

    private static func hook(_ visitor: Visitor, _ bot: String) async throws -> String {
        let fields = [("url", "https://robot.example/hook"), ("expression", "*")]
        let answer = try await visitor.post("\(bot)/webhooks", fields, from: "\(bot)/webhooks/new")
        let location = try #require(answer.location, "\(answer.status) \(answer.text.suffix(1_500))")
        return String(location.prefix { $0 != "?" })
    }

    @Test("They list applications, create one with a unique name, and delete it once its name was typed")
    func life() async throws {
        try await ServerFixture.with { fixture in
            let visitor = try await Visitor.signedIn(fixture.accounts.admin, in: fixture)
            #expect(try await visitor.get("/applications").text.contains("href=\"/\(fixture.bot)\""))
            for name in ["", "12", "Bot", String(repeating: "x", count: 101)] {
                let refused = try await visitor.post(
                    "/applications", [("name", name)], from: "/applications")
                #expect(refused.status == 422 && refused.text.contains("id=\"name-fault\""), "\(name)")
            }
            let made = try await visitor.post(
                "/applications", [("name", Self.markup)], from: "/applications")
            let page = try #require(made.location.map { String($0.prefix { $0 != "?" }) })
            let shown = try await visitor.get(page)
            #expect(
                shown.status == 200 && !shown.text.contains("<script>alert") && !shown.text.contains("<img")
            )
            let typed = try await visitor.post("\(page)/delete", [("confirm", "another")], from: page)
            #expect(typed.status == 422 && typed.text.contains("id=\"confirm-fault\""))
            let gone = try await visitor.post("\(page)/delete", [("confirm", Self.markup)], from: page)
            #expect(gone.location == "/applications?notice=application-deleted")
            #expect(try await visitor.get(page).status == 404)
        }
    }

    @Test("They give an application webhooks, pings and tokens through a project's forms")
    func webhooks() async throws {
        try await ServerFixture.with { fixture in
            let visitor = try await Visitor.signedIn(fixture.accounts.admin, in: fixture)
            let bot = "/\(fixture.bot)"
            #expect(
                try await visitor.get("\(bot)/webhooks").text.contains(
                    "that this application is a member of"))
            let hook = try await Self.hook(visitor, bot)
            #expect(hook.hasPrefix("\(bot)/webhooks/"))
            let ping = try await visitor.post("\(hook)/ping", from: hook)
            let delivery = try #require(ping.location.map { String($0.prefix { $0 != "?" }) })
            #expect(delivery.hasPrefix("\(bot)/deliveries/"))
            for path in [hook, delivery, "\(bot)/deliveries", bot] {
                #expect(try await visitor.get(path).status == 200)
            }
            _ = try await visitor.post(
                "\(bot)/tokens", [("name", "robot"), ("scopes", "admin")], from: "\(bot)/tokens")
            let token = try await visitor.get("\(bot)/tokens")
            let text = try #require(
                token.text.firstMatch(of: /id="made-token">([^<]+)</).map { String($0.1) })
            #expect(try await fixture.get(fixture.bot, as: text)["name"] == .string("bot"))
            for act in ["disable", "enable", "secret"] {
                let answer = try await visitor.post("\(hook)/\(act)", [("confirm", "1"), ("secret", "s")], from: hook)
                #expect(answer.location?.hasPrefix("\(hook)?notice=") == true, "\(act)")
            }
            let replay = try await visitor.post("\(hook)/replays", [("hours", "24"), ("confirm", "1")], from: hook)
            #expect(replay.location?.hasPrefix("\(hook)/deliveries?notice=replay-begun") == true)
            #expect(
                try await visitor.post("\(hook)/remove", [("confirm", "1")], from: hook).status == 303)
        }
    }

    @Test("They say why a delivery from a project that the application left is not sent again")
    func left() async throws {
        try await ServerFixture.with { fixture in
            let visitor = try await Visitor.signedIn(fixture.accounts.admin, in: fixture)
            let bot = "/\(fixture.bot)"
            _ = try await Self.hook(visitor, bot)
            _ = try await fixture.post("projects/shop/events", #"{"eventType":"own:thing","payload":{}}"#)
            let member = "/shop/settings/members/\(fixture.accounts.bot.id)"
            let removed = try await visitor.post(
                "\(member)/remove", [("confirm", "1")], from: "/shop/settings/members")
            #expect(removed.status == 303)
            let list = try await visitor.get("\(bot)/deliveries").text
            #expect(list.contains("membership ended") && list.contains("shop"))
            let id = try #require(list.firstMatch(of: /deliveries\/([0-9a-f-]{36})/).map { String($0.1) })
            let page = "\(bot)/deliveries/\(id)"
            #expect(
                try await visitor.get(page).text.contains(
                    "add the application to the project again"))
            #expect(try await visitor.post("\(page)/redeliver", from: bot).status == 409)
            #expect(try await visitor.get("/shop/deliveries/\(id)").status == 404)
        }
    }

    @Test("A project's members page adds an application by its exact name")
    func member() async throws {
        try await ServerFixture.with { fixture in
            let visitor = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let members = "/shop/settings/members"
            let shop = try #require(try await fixture.store.project("shop"))
            for typed in ["Bot", "bot"] {
                try await fixture.store.setRole(
                    nil, of: fixture.accounts.bot.id, in: shop.number, at: fixture.time.now())
                let fields = [("application", typed), ("role", "read")]
                let added = try await visitor.post("\(members)/applications", fields, from: members)
                #expect(added.location == "\(members)?notice=member-added", "\(typed)")
                #expect(try await fixture.store.role(of: fixture.accounts.bot.id, in: shop.number) == .read)
            }
            for typed in [
                "", "nobody", "99", "mia", "bo", String(fixture.accounts.mia.id), String(fixture.accounts.bot.id),
            ] {
                let fields = [("application", typed), ("role", "read")]
                let refused = try await visitor.post("\(members)/applications", fields, from: members)
                #expect(
                    refused.status == 422 && refused.text.contains("id=\"application-fault\""), "\(typed)")
            }
        }
    }

    @Test("They are for administrators of the server only, and refuse forms without their key")
    func access() async throws {
        try await ServerFixture.with { fixture in
            let bot = "/\(fixture.bot)"
            let paths = [
                "/applications", bot, "\(bot)/webhooks", "\(bot)/deliveries", "\(bot)/tokens",
                "\(bot)/live",
            ]
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let stranger = Visitor(fixture)
            for path in paths {
                #expect(try await mia.get(path).status == 403, "\(path)")
                #expect(try await stranger.get(path).location?.hasPrefix("/sign-in?to=") == true, "\(path)")
            }
            let admin = try await Visitor.signedIn(fixture.accounts.admin, in: fixture)
            for path in ["/applications", "\(bot)/delete", "\(bot)/webhooks", "\(bot)/tokens"] {
                let fields = [
                    ("name", "forged"), ("confirm", "bot"), ("url", "https://a.example"), ("scopes", "read"),
                ]
                #expect(try await admin.post(path, fields, from: nil).status == 403, "\(path)")
            }
            #expect(try await fixture.store.application(fixture.accounts.bot.id) != nil)
            #expect(try await admin.get("/applications/\(fixture.accounts.mia.id)").status == 404)
        }
    }
}
