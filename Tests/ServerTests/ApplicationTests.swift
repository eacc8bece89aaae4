import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("Applications")
struct ApplicationTests {
    private static let hook = #"{"url":"https://robot.example/hook","secret":"s"}"#
    private static let event = #"{"eventType":"own:thing","payload":{}}"#

    @Test("Instance admins create, list, show and delete applications")
    func resource() async throws {
        try await ServerFixture.with { fixture async throws in
            let made = try await fixture.post("applications", #"{"name":"deployer"}"#, as: "root", key: "k")
            let id = try #require(made["id"]?.int)
            #expect(made.status == 201 && made["name"] == .string("deployer"))
            #expect(made.headers[.location] == "/api/v1/applications/\(id)")
            #expect(
                try await fixture.post("applications", #"{"name":"deployer"}"#, as: "root", key: "k").text == made.text)
            let second = try await fixture.post("applications", #"{"name":"Deployer"}"#, as: "root")
            #expect(second.status == 409 && second.faults == ["name"])
            let list = try await fixture.get("applications?limit=1", as: "root")
            #expect(list["items"]?.items.compactMap { $0["id"]?.int } == [id])
            let cursor = try #require(list["nextCursor"]?.string)
            let rest = try await fixture.get("applications?cursor=\(cursor)", as: "root")
            #expect(rest["items"]?.items.compactMap { $0["name"]?.string } == ["bot"])
            #expect(try await fixture.get("applications/\(id)", as: "root").text == made.text)
            #expect(try await fixture.send(.delete, "applications/\(id)", as: "root").status == 204)
            #expect(try await fixture.send(.delete, "applications/\(id)", as: "root").status == 404)
            #expect(try await fixture.get("applications/\(fixture.accounts.mia.id)", as: "root").status == 404)
        }
    }

    @Test("Applications receive the events of projects that they are members of, and only they see the deliveries")
    func hears() async throws {
        try await ServerFixture.with { fixture async throws in
            let hook = try await fixture.post("\(fixture.bot)/webhooks", Self.hook, as: "bot")
            #expect(hook.status == 201 && hook["hasSecret"] == .bool(true))
            let id = try #require(hook["id"]?.int)
            #expect(hook.headers[.location] == "/api/v1/\(fixture.bot)/webhooks/\(id)")
            let accepted = try await fixture.post("projects/shop/events", Self.event)
            #expect(accepted["deliveries"] == .number(1))
            let list = try await fixture.get("\(fixture.bot)/deliveries", as: "bot")
            let delivery = try #require(list["items"]?[0])
            #expect(delivery["project"] == .string("shop") && delivery["webhook"] == .number(Double(id)))
            let uuid = try #require(delivery["id"]?.string)
            #expect(try await fixture.get("\(fixture.bot)/deliveries/\(uuid)", as: "root").status == 200)
            for path in ["webhooks", "deliveries"] {
                #expect(try await fixture.get("projects/shop/\(path)")["items"]?.items.isEmpty == true)
            }
            #expect(try await fixture.get("projects/shop/webhooks/\(id)").status == 404)
            #expect(try await fixture.get("projects/shop/deliveries/\(uuid)", as: "root").status == 404)
            #expect(try await fixture.send(.post, "projects/shop/deliveries/\(uuid)/redeliver").status == 404)
        }
    }

    @Test("Applications receive nothing more from a project once they are no longer members")
    func leaves() async throws {
        try await ServerFixture.with { fixture async throws in
            _ = try await fixture.post("\(fixture.bot)/webhooks", Self.hook, as: "bot")
            _ = try await fixture.post("projects/shop/events", Self.event)
            let list = try await fixture.get("\(fixture.bot)/deliveries", as: "bot")
            let delivery = "\(fixture.bot)/deliveries/\(list["items"]?[0]?["id"]?.string ?? "")"
            let member = "projects/shop/members/\(fixture.accounts.bot.id)"
            #expect(try await fixture.send(.delete, member).status == 204)
            #expect(try await fixture.get(delivery, as: "bot")["state"] == .string("skipped"))
            let refused = try await fixture.send(.post, "\(delivery)/redeliver", as: "bot")
            #expect(refused.status == 409 && refused.text.contains("no longer a member of the project shop"))
            #expect(try await fixture.post("projects/shop/events", Self.event)["deliveries"] == .number(0))
            // They no longer share a project: the id reveals nothing, but the name works.
            #expect(try await fixture.put(member, #"{"role":"read"}"#).status == 404)
            let added = try await fixture.post("projects/shop/members", #"{"application":"bot","role":"read"}"#)
            #expect(added.status == 201)
            #expect(try await fixture.send(.post, "\(delivery)/redeliver", as: "bot").status == 202)
        }
    }

    @Test("An application's ping names no project, in a payload that receivers can still read")
    func ping() async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try #require(try await fixture.post("\(fixture.bot)/webhooks", Self.hook, as: "bot")["id"]?.int)
            let ping = try await fixture.send(.post, "\(fixture.bot)/webhooks/\(id)/ping", as: "bot")
            #expect(ping.status == 202)
            let uuid = try #require(ping["deliveryId"]?.string)
            let shown = try await fixture.get("\(fixture.bot)/deliveries/\(uuid)", as: "bot")
            #expect(shown["project"] == .null && shown["eventType"] == .string("ping"))
            let event = try #require(shown["event"]?.int)
            let body = try #require(try await fixture.store.body(of: Int64(event)))
            let project = #""project":{"id":"","host":"Unknown","namespace":"","name":"","isPublic":false}"#
            let application = "\"application\":{\"id\":\(fixture.accounts.bot.id),\"name\":\"bot\"}"
            let variables = "\"projectId\":\"\",\"applicationId\":\(fixture.accounts.bot.id),\"webhookId\":\(id)"
            #expect(
                String(decoding: body.bytes, as: UTF8.self)
                    == "{\"eventType\":\"ping\",\"payload\":{\"data\":{\(project),\(application)},\"variables\":{\(variables)}}}"
            )
            #expect(try await fixture.get("projects/shop/events")["items"]?.items.isEmpty == true)
        }
    }

    @Test("An application has at most 100 webhooks")
    func limit() async throws {
        try await ServerFixture.with { fixture async throws in
            for _ in 0..<Webhook.maximumPerApplication {
                #expect(try await fixture.post("\(fixture.bot)/webhooks", Self.hook, as: "bot").status == 201)
            }
            let answer = try await fixture.post("\(fixture.bot)/webhooks", Self.hook, as: "bot")
            #expect(answer.status == 409 && answer.text.contains("An application can have at most 100 webhooks"))
        }
    }

    @Test("Applications get tokens from instance admins and from themselves, and the tokens end with the application")
    func tokens() async throws {
        try await ServerFixture.with { fixture async throws in
            let bot = fixture.accounts.bot.id
            let body = "{\"name\":\"robot\",\"scopes\":[\"admin\"],\"application\":\(bot)}"
            let made = try await fixture.post("tokens", body, as: "root")
            #expect(made.status == 201 && made["application"] == .number(Double(bot)), "\(made.text)")
            let text = try #require(made["token"]?.string)
            #expect(try await fixture.get(fixture.bot, as: text)["name"] == .string("bot"))
            #expect(try await fixture.get("projects/shop", as: text).status == 200)
            #expect(try await fixture.post("tokens", body, as: "bot").status == 201)
            for token in ["mia", "bot-read", "sue"] {
                #expect(try await fixture.post("tokens", body, as: token).status == 403, "\(token)")
            }
            let listed = try await fixture.get("tokens?application=\(bot)", as: "root")
            #expect(listed["items"]?.items.count == 5)
            #expect(try await fixture.get("tokens?application=\(bot)", as: "mia").status == 404)
            let id = try #require(made["id"]?.int)
            #expect(try await fixture.send(.delete, "tokens/\(id)", as: "mia").status == 404)
            #expect(try await fixture.send(.delete, "tokens/\(id)", as: "root").status == 200)
            #expect(try await fixture.get(fixture.bot, as: text).status == 401)
            #expect(try await fixture.send(.delete, fixture.bot, as: "root").status == 204)
            #expect(try await fixture.get("projects/shop", as: "bot").status == 401)
        }
    }

    @Test("An application's webhooks support rotation and replays like a project's")
    func rotationAndReplay() async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try #require(try await fixture.post("\(fixture.bot)/webhooks", Self.hook, as: "bot")["id"]?.int)
            let hook = "\(fixture.bot)/webhooks/\(id)"
            let rotated = try await fixture.send(.post, "\(hook)/secret", as: "bot")
            #expect(rotated["secret"]?.string?.hasPrefix("whsec_") == true)
            #expect(try await fixture.store.target(Int64(id))?.secrets.count == 2)
            _ = try await fixture.patch(hook, #"{"enabled":false}"#, as: "bot")
            _ = try await fixture.post("projects/shop/events", Self.event)
            _ = try await fixture.patch(hook, #"{"enabled":true}"#, as: "bot")
            fixture.time.advance(seconds: 1)
            let replay = try await fixture.post("\(hook)/replays", #"{"since":"2020-01-01T00:00:00Z"}"#, as: "bot")
            #expect(replay.status == 202 && replay["total"] == .number(1), "\(replay.text)")
            let path = "\(hook)/replays/\(replay["id"]?.int ?? 0)"
            #expect(try await fixture.get(path, as: "bot")["total"] == .number(1))
            #expect(try await fixture.get(path.replacing(fixture.bot, with: "projects/shop")).status == 404)
        }
    }
}
