import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Rotating a secret")
struct RotationTests {
    @Test("A secret is generated and shown once; the previous one stays valid for a day, or for as long as requested")
    func rotates() async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try await fixture.makeWebhook(#""url":"https://a.example","secret":"first""#)
            let path = "projects/shop/webhooks/\(id)"
            let made = try await fixture.send(.post, "\(path)/secret")
            #expect(made.status == 200, "\(made.text)")
            let secret = try #require(made["secret"]?.string)
            #expect(secret.hasPrefix("whsec_"))
            let day = fixture.time.now() + .hours(24)
            #expect(made["overlapUntil"]?.string == day.iso8601)
            let webhook = try await fixture.get(path)
            #expect(webhook["hasSecret"] == .bool(true))
            #expect(!webhook.text.contains(secret))
            let chosen = try await fixture.post("\(path)/secret", #"{"secret":"third","overlapSeconds":0}"#)
            #expect(chosen["secret"]?.string == "third")
            #expect(chosen["overlapUntil"] == .null)
        }
    }

    @Test("Without a previous secret there is no overlap")
    func first() async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try await fixture.makeWebhook()
            let made = try await fixture.send(.post, "projects/shop/webhooks/\(id)/secret")
            #expect(made["overlapUntil"] == .null)
            #expect(try await fixture.get("projects/shop/webhooks/\(id)")["hasSecret"] == .bool(true))
        }
    }

    @Test("A bad secret, an overlap of more than 7 days and unknown fields are refused by name")
    func refuses() async throws {
        try await ServerFixture.with { fixture async throws in
            let path = "projects/shop/webhooks/\(try await fixture.makeWebhook())/secret"
            for (body, field) in [
                (#"{"secret":""}"#, "secret"), (#"{"secret":"whsec_!"}"#, "secret"),
                (#"{"overlapSeconds":604801}"#, "overlapSeconds"), (#"{"overlapSeconds":-1}"#, "overlapSeconds"),
                (#"{"overlap":1}"#, "overlap"),
            ] {
                let answer = try await fixture.post(path, body)
                #expect(answer.status == 422, "\(body)")
                #expect(answer.faults == [field], "\(body)")
            }
            #expect(try await fixture.post(path, #"{"overlapSeconds":604800}"#).status == 200)
            #expect(try await fixture.post("projects/shop/webhooks/99/secret", "{}").status == 404)
        }
    }

    @Test("The answer is not stored: a repeat with its key is a 409 and rotates nothing")
    func once() async throws {
        try await ServerFixture.with { fixture async throws in
            let path = "projects/shop/webhooks/\(try await fixture.makeWebhook())/secret"
            #expect(try await fixture.post(path, "{}", key: "k").status == 200)
            let again = try await fixture.post(path, "{}", key: "k")
            #expect(again.status == 409)
            #expect(again["secret"] == nil)
        }
    }

    @Test("A prepared secret is shown once and signs nothing until it is switched to, which is a 409 without one")
    func inTwoSteps() async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try await fixture.makeWebhook(#""url":"https://a.example","secret":"first""#)
            let path = "projects/shop/webhooks/\(id)"
            #expect(try await fixture.get(path)["hasPreparedSecret"] == .bool(false))
            let early = try await fixture.send(.post, "\(path)/secret/switch")
            #expect(early.status == 409 && early["detail"]?.string?.contains("no prepared secret") == true)
            let prepared = try await fixture.post("\(path)/secret", #"{"prepare":true,"overlapSeconds":60}"#)
            let secret = try #require(prepared["secret"]?.string)
            #expect(prepared["isPrepared"] == .bool(true) && prepared["overlapUntil"] == .null)
            let webhook = try await fixture.get(path)
            #expect(webhook["hasPreparedSecret"] == .bool(true) && !webhook.text.contains(secret))
            #expect(try await fixture.store.target(Int64(id))?.secrets == ["first"])
            let switched = try await fixture.send(.post, "\(path)/secret/switch")
            #expect(switched.status == 200 && !switched.text.contains(secret))
            #expect(switched["overlapUntil"]?.string == (fixture.time.now() + .seconds(60)).iso8601)
            #expect(try await fixture.store.target(Int64(id))?.secrets == [secret, "first"])
        }
    }

    @Test("Preparing is never repeated with its key, and a switch is answered the same again")
    func onceInTwoSteps() async throws {
        try await ServerFixture.with { fixture async throws in
            let path = "projects/shop/webhooks/\(try await fixture.makeWebhook())/secret"
            #expect(try await fixture.post(path, #"{"prepare":true}"#, key: "k").status == 200)
            #expect(try await fixture.post(path, #"{"prepare":true}"#, key: "k").status == 409)
            let first = try await fixture.post("\(path)/switch", "{}", key: "s")
            let again = try await fixture.post("\(path)/switch", "{}", key: "s")
            #expect(first.status == 200 && again.status == 200 && again.text == first.text)
            #expect(try await fixture.post("\(path)/switch", "{}").status == 409)
            #expect(try await fixture.post("\(path)/switch", #"{"secret":"x"}"#).faults == ["secret"])
        }
    }
}
