import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Idempotency-Key")
struct IdempotencyTests {
    private static let creations: [(path: String, body: String, other: String, token: String)] = [
        (
            "projects", #"{"id":"one","host":"Github","namespace":"a","name":"b"}"#,
            #"{"id":"two","host":"Github","namespace":"a","name":"b"}"#, "root"
        ),
        ("projects/shop/webhooks", #"{"url":"https://a.example"}"#, #"{"url":"https://b.example"}"#, "mia"),
        ("projects/shop/events", #"{"eventType":"a:b","payload":{}}"#, #"{"eventType":"a:b","payload":{} }"#, "mia"),
        (
            "projects/shop/members", #"{"email":"sue@example.com","role":"read"}"#,
            #"{"email":"sue@example.com","role":"admin"}"#, "mia"
        ),
    ]

    @Test("The same request runs once and gets the same answer; another request with its key is a 422")
    func repeated() async throws {
        try await ServerFixture.with { fixture async throws in
            for (path, body, other, token) in Self.creations {
                let first = try await fixture.post(path, body, as: token, key: "k")
                #expect([201, 202].contains(first.status), "\(first.text)")
                let after = try await fixture.everything()
                let second = try await fixture.post(path, body, as: token, key: "k")
                #expect(second.status == first.status)
                #expect(second.bytes == first.bytes)
                #expect(second.headers[.location] == first.headers[.location])
                let mismatch = try await fixture.post(path, other, as: token, key: "k")
                #expect(mismatch.status == 422)
                #expect(mismatch.faults == ["Idempotency-Key"])
                #expect(try await fixture.everything() == after)
            }
        }
    }

    @Test("A key counts per account and path, and for a day")
    func scope() async throws {
        try await ServerFixture.with { fixture async throws in
            let body = #"{"eventType":"a:b","payload":{}}"#
            let path = "projects/shop/events"
            let first = try await fixture.post(path, body, key: "k")
            #expect(try await fixture.post(path, body, as: "root", key: "k")["id"] != first["id"])
            #expect(
                try await fixture.post("projects/shop/webhooks", #"{"url":"https://a.example"}"#, key: "k").status
                    == 201)
            fixture.time.advance(seconds: 24 * 3600 + 1)
            #expect(try await fixture.post(path, body, key: "k")["id"] != first["id"])
        }
    }

    @Test("An answer with a secret is not stored: a repeat is a 409 and creates nothing")
    func secret() async throws {
        try await ServerFixture.with { fixture async throws in
            let first = try await fixture.post("tokens", #"{"name":"t"}"#, key: "k")
            #expect(first.status == 201)
            let after = try await fixture.everything()
            let second = try await fixture.post("tokens", #"{"name":"t"}"#, key: "k")
            #expect(second.status == 409)
            #expect(second["token"] == nil)
            #expect(try await fixture.everything() == after)
        }
    }

    @Test("Pings and redeliveries run once too")
    func pingAndRedeliver() async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try await fixture.makeWebhook()
            let path = "projects/shop/webhooks/\(id)/ping"
            let first = try await fixture.send(.post, path, headers: [.idempotencyKey: "k"])
            let second = try await fixture.send(.post, path, headers: [.idempotencyKey: "k"])
            #expect(first.status == 202)
            #expect(first.bytes == second.bytes)
            #expect(try await fixture.get("projects/shop/deliveries")["items"]?.items.count == 1)
        }
    }

    @Test("An upload runs once, and its query counts with its body")
    func upload() async throws {
        try await ServerFixture.with { fixture async throws in
            let bytes: [UInt8] = Array(repeating: 1, count: 3_000)
            let headers: HTTPFields = [.idempotencyKey: "k"]
            let first = try await fixture.send(.post, ServerFixture.upload, bytes: bytes, headers: headers)
            let second = try await fixture.send(.post, ServerFixture.upload, bytes: bytes, headers: headers)
            #expect(first.status == 201, "\(first.text)")
            #expect(first.bytes == second.bytes)
            let otherBody = try await fixture.send(.post, ServerFixture.upload, bytes: bytes + [2], headers: headers)
            #expect(otherBody.status == 422)
            let otherQuery = try await fixture.send(
                .post, ServerFixture.upload + "&tag=2", bytes: bytes, headers: headers)
            #expect(otherQuery.status == 422)
            #expect(try await fixture.get("projects/shop/artifacts")["items"]?.items.count == 1)
        }
    }

    @Test(
        "A key that is empty, too long or not printable is a 422",
        arguments: ["", String(repeating: "k", count: 256), "é"])
    func malformed(_ key: String) async throws {
        try await ServerFixture.with { fixture async throws in
            let before = try await fixture.everything()
            let answer = try await fixture.post("projects/shop/events", #"{"eventType":"a:b","payload":{}}"#, key: key)
            #expect(answer.status == 422)
            #expect(answer.faults == ["Idempotency-Key"])
            #expect(try await fixture.everything() == before)
        }
    }

    @Test("While the first request runs, a second with its key is a 409, and one with another key is not")
    func running() async throws {
        let keys = RunningKeys()
        let key = IdempotencyKey(account: 1, method: "POST", path: "/a", key: "k", bodyHash: [1])
        var other = key
        other.key = "l"
        let second = key
        let third = other
        try await keys.whileRunning(key) {
            let problem = await #expect(throws: Problem.self) { try await keys.whileRunning(second) {} }
            #expect(problem?.status == .conflict)
            try await keys.whileRunning(third) {}
        }
        try await keys.whileRunning(key) {}
    }
}
