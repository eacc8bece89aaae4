import Domain
import HTTPTypes
import TestSupport
import Testing

@Suite("Permissions")
struct AccessTests {
    @Test("A refused caller is told how to get access")
    func noToken() async throws {
        try await ServerFixture.with { fixture async throws in
            for token in [nil, "unknown", "", "two words", "mia,mia"] {
                let answer = try await fixture.get("projects", as: token)
                #expect(answer.status == 401, "\(token ?? "-")")
                #expect(answer.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
            }
            let basic = try await fixture.send(
                .get, "projects", as: nil, headers: [.authorization: "Basic bWlhOm1pYQ=="])
            #expect(basic.status == 401)
        }
    }

    @Test("The scheme may be in any case, and spaces may surround the token; everything else is refused")
    func schemes() async throws {
        try await ServerFixture.with { fixture async throws in
            for (header, status) in [
                ("bearer mia", 200), ("BEARER  mia", 200), ("Bearer \t mia \t", 200), ("Bearer", 401), ("Bearer ", 401),
                ("Bearermia", 401), ("Béarer mia", 401), ("Bearer m\u{301}ia", 401), ("mia", 401), ("", 401),
            ] {
                let answer = try await fixture.send(.get, "projects", as: nil, headers: [.authorization: header])
                #expect(answer.status == status, "\(header)")
            }
        }
    }

    @Test("An application's token for one project does not reach the application's own resources")
    func narrowedApplication() async throws {
        try await ServerFixture.with { fixture async throws in
            for path in ["", "/webhooks", "/webhooks/1", "/deliveries", "/deliveries/stream"] {
                #expect(try await fixture.get("\(fixture.bot)\(path)", as: "bot-shop").status == 403, "\(path)")
                #expect(try await fixture.get("\(fixture.bot)\(path)", as: "bot-read").status == 403, "\(path)")
            }
        }
    }

    @Test("A token for one project does not know about any other")
    func narrowed() async throws {
        try await ServerFixture.with { fixture async throws in
            let other = #"{"id":"other","host":"Unknown","namespace":"a","name":"b","isPublic":true}"#
            #expect(try await fixture.post("projects", other, as: "root").status == 201)
            #expect(try await fixture.get("projects/other", as: "mia").status == 200)
            #expect(try await fixture.get("projects/other", as: "mia-shop").status == 404)
            #expect(try await fixture.get("projects/shop", as: "mia-shop").status == 200)
            let list = try await fixture.get("projects", as: "mia-shop")
            #expect(list["items"]?.items.compactMap { $0["id"]?.string } == ["shop"])
        }
    }

    @Test("Anyone may read a public project's artifacts, and nothing else")
    func publicProject() async throws {
        try await ServerFixture.with { fixture async throws in
            #expect(try await fixture.patch("projects/shop", #"{"isPublic":true}"#).status == 200)
            #expect(try await fixture.get("projects/shop/artifacts", as: "sue").status == 200)
            for path in ["webhooks", "events", "deliveries"] {
                #expect(try await fixture.get("projects/shop/\(path)", as: "sue").status == 403)
            }
        }
    }

    @Test("A revoked or expired token is no longer valid")
    func ended() async throws {
        try await ServerFixture.with { fixture async throws in
            let made = try await fixture.post("tokens", #"{"name":"brief","expiresAt":"2023-11-14T22:14:20Z"}"#)
            let text = try #require(made["token"]?.string)
            #expect(try await fixture.get("projects/shop", as: text).status == 200)
            fixture.time.advance(seconds: 61)
            #expect(try await fixture.get("projects/shop", as: text).status == 401)
            let second = try await fixture.post("tokens", #"{"name":"second"}"#)
            let id = try #require(second["id"]?.int)
            #expect(try await fixture.send(.delete, "tokens/\(id)").status == 200)
            #expect(try await fixture.get("projects/shop", as: second["token"]?.string).status == 401)
            #expect(try await fixture.send(.delete, "tokens/\(id)").status == 404)
        }
    }
}
