import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Replays")
struct ReplayTests {
    private static let since = "1970-01-01T00:00:00.000Z"

    @Test("Matching deliveries are counted, and the progress can be polled until it is done")
    func replays() async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try await fixture.makeWebhook()
            #expect(try await fixture.post("projects/shop/events", #"{"eventType":"a:b","payload":{}}"#).status == 202)
            try await ResourceTests.fail(fixture, webhook: Int64(id))
            let path = "projects/shop/webhooks/\(id)/replays"
            fixture.time.advance(seconds: 60)
            let made = try await fixture.post(path, #"{"since":"\#(Self.since)","states":["failed","delivered"]}"#)
            #expect(made.status == 202, "\(made.text)")
            let replay = try #require(made["id"]?.int)
            #expect(made.headers[.location]?.hasSuffix("/\(path)/\(replay)") == true)
            let shown = try await fixture.get("\(path)/\(replay)")
            #expect(shown.json == made.json)
            #expect(try await fixture.get("\(path)/\(replay + 1)").status == 404)
            while try await fixture.store.advanceReplay(at: fixture.time.now(), limit: 10) {}
            #expect(try await fixture.get("\(path)/\(replay)")["state"] == .string("done"))
        }
    }

    @Test("An empty range, pending states and unknown values are refused by name")
    func refuses() async throws {
        try await ServerFixture.with { fixture async throws in
            let path = "projects/shop/webhooks/\(try await fixture.makeWebhook())/replays"
            for (fields, field) in [
                ("", "since"), (#""since":"yesterday""#, "since"), (#""since":"2999-01-01T00:00:00Z""#, "since"),
                (#""since":"\#(Self.since)","until":"\#(Self.since)""#, "since"),
                (#""since":"\#(Self.since)","states":["pending"]"#, "states[0]"),
                (#""since":"\#(Self.since)","states":[]"#, "states"),
                (#""since":"\#(Self.since)","webhook":1"#, "webhook"),
            ] {
                let answer = try await fixture.post(path, "{\(fields)}")
                #expect(answer.status == 422, "\(fields): \(answer.text)")
                #expect(answer.faults == [field], "\(fields)")
            }
        }
    }

    @Test("A disabled webhook replays nothing")
    func disabled() async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try await fixture.makeWebhook(#""url":"https://a.example","enabled":false"#)
            let answer = try await fixture.post("projects/shop/webhooks/\(id)/replays", #"{"since":"\#(Self.since)"}"#)
            #expect(answer.status == 409)
            #expect(answer.detail.contains("disabled"))
        }
    }
}
