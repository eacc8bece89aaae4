import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("General API behavior")
struct MannersTests {
    @Test("An unknown path is a 404, and an unsupported method a 405 that names the supported ones")
    func paths() async throws {
        try await ServerFixture.with { fixture async throws in
            for path in ["/api", "/api/v1", "/api/v1/nothing", "/api/v1/projects/shop/webhooks/1/2/3"] {
                let answer = try await fixture.get(path)
                #expect(answer.status == 404, "\(path)")
                #expect(answer.headers[.contentType] == "application/problem+json")
                #expect(answer["status"] == .number(404))
            }
            let put = try await fixture.send(.put, "projects/shop")
            #expect(put.status == 405)
            #expect(put.headers[.allow] == "GET, PATCH, DELETE, HEAD")
            #expect(try await fixture.send(.delete, "/healthz", as: nil).headers[.allow] == "GET, HEAD")
            let head = try await fixture.send(.head, "projects/shop")
            #expect(head.status == 200)
            #expect(head.bytes.isEmpty)
        }
    }

    @Test("A list comes page by page, newest first, each item once")
    func pages() async throws {
        try await ServerFixture.with { fixture async throws in
            var made: [Int] = []
            for _ in 0..<5 { made.append(try await fixture.makeWebhook()) }
            var seen: [Int] = []
            var cursor = ""
            for _ in 0..<3 {
                let page = try await fixture.get("projects/shop/webhooks?limit=2\(cursor)")
                seen += page["items"]?.items.compactMap { $0["id"]?.int } ?? []
                cursor = page["nextCursor"]?.string.map { "&cursor=\($0)" } ?? ""
            }
            #expect(cursor.isEmpty)
            #expect(seen == made.reversed())
            for _ in 0..<3 { _ = try await fixture.post("projects/shop/events", #"{"eventType":"a","payload":{}}"#) }
            let first = try await fixture.get("projects/shop/deliveries?limit=14")
            let next = try #require(first["nextCursor"]?.string)
            let second = try await fixture.get("projects/shop/deliveries?limit=14&cursor=\(next)")
            let ids = [first, second].flatMap { $0["items"]?.items.compactMap { $0["id"]?.string } ?? [] }
            #expect(Set(ids).count == 15)
            #expect(second["nextCursor"] == .null)
            #expect(try await fixture.get("projects/shop/webhooks?cursor=\(next)").status == 422)
        }
    }

    @Test(
        "An invalid parameter is named in a 422",
        arguments: [
            ("limit=0", "limit"), ("limit=201", "limit"), ("limit=x", "limit"), ("limit=", "limit"),
            ("cursor=%21", "cursor"),
            ("cursor=", "cursor"), ("color=1", "color"), ("limit=1&limit=2", "limit"), ("cursor=%FF", "cursor"),
            ("state=lost", "state"), ("webhook=x", "webhook"), ("webhook=0", "webhook"), ("since=now", "since"),
            ("until=2020", "until"), ("eventType=", "eventType"),
        ])
    func parameters(_ query: String, _ name: String) async throws {
        try await ServerFixture.with { fixture async throws in
            let answer = try await fixture.get("projects/shop/deliveries?\(query)")
            #expect(answer.status == 422, "\(answer.text)")
            #expect(answer.faults == [name])
        }
    }

    @Test("Deliveries can be filtered by time, type and webhook")
    func filters() async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try await fixture.makeWebhook()
            _ = try await fixture.post("projects/shop/events", #"{"eventType":"a:b","payload":{}}"#)
            fixture.time.advance(seconds: 60)
            _ = try await fixture.post("projects/shop/events", #"{"eventType":"c:d","payload":{}}"#)
            let expected = [
                ("since=2023-11-14T22:14:00Z", 1), ("until=2023-11-14T22%3A14%3A00.000Z", 1), ("eventType=a%3Ab", 1),
                ("webhook=\(id)", 2), ("webhook=99", 0), ("state=pending", 2), ("state=delivered", 0),
            ]
            for (query, count) in expected {
                let answer = try await fixture.get("projects/shop/deliveries?\(query)")
                #expect(answer["items"]?.items.count == count, "\(query)")
            }
            #expect(try await fixture.get("projects/shop/events?eventType=a:b")["items"]?.items.count == 1)
        }
    }

    @Test("Wherever events are chosen by type, an event type expression is taken, as by a webhook")
    func expressions() async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try await fixture.makeWebhook()
            for type in ["a:b", "a:c", "d_e"] {
                _ = try await fixture.post("projects/shop/events", #"{"eventType":"\#(type)","payload":{}}"#)
            }
            for (expression, count) in [("a:*", 2), ("d_*,%20a:b", 2), ("*", 3), ("a:b", 1), ("x*", 0), (",", 0)] {
                for list in ["deliveries", "events"] {
                    let answer = try await fixture.get("projects/shop/\(list)?eventType=\(expression)")
                    #expect(answer["items"]?.items.count == count, "\(list) \(expression)")
                }
            }
            let replay = #"{"since":"1970-01-01T00:00:00.000Z","states":["delivered"],"eventType":"a:*,d_e"}"#
            #expect(try await fixture.post("projects/shop/webhooks/\(id)/replays", replay).status == 202)
        }
    }

    @Test(
        "An expression with an item that can never match is refused with the reason, wherever it is given",
        arguments: [
            ("A:b", "event types are in lowercase"), ("a:b;c:d", "event types have no `;`"),
            ("a:b c:d", "event types have no spaces"),
            ("bundle-finished", "only the X-Perfsee-Event header is written that way. Did you mean `bundle:finished`?"),
        ])
    func unmatchable(_ expression: String, _ reason: String) async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try await fixture.makeWebhook()
            let path = "projects/shop/webhooks"
            let query = "eventType=" + expression.replacing(" ", with: "+")
            let answers = [
                try await fixture.post(path, #"{"url":"https://a.example","eventType":"x:*, \#(expression)"}"#),
                try await fixture.patch("\(path)/\(id)", #"{"eventType":"\#(expression)"}"#),
                try await fixture.post(
                    "\(path)/\(id)/replays", #"{"since":"1970-01-01T00:00:00.000Z","eventType":"\#(expression)"}"#),
                try await fixture.get("projects/shop/deliveries?\(query)"),
                try await fixture.get("projects/shop/events?\(query)"),
            ]
            for answer in answers {
                #expect(answer.status == 422 && answer.faults == ["eventType"], "\(answer.text)")
                #expect(answer.text.contains("has `\(expression)`, which can never match: \(reason)"))
            }
            #expect(try await fixture.get(path)["items"]?.items.count == 1)
        }
    }

    @Test(
        "Malformed ids are answered like missing resources",
        arguments: ["0", "-1", "x", "99999999999999999999", "%00", "1%2F2"])
    func ids(_ id: String) async throws {
        try await ServerFixture.with { fixture async throws in
            for collection in ["webhooks", "events", "deliveries", "artifacts"] {
                #expect(try await fixture.get("projects/shop/\(collection)/\(id)").status == 404)
            }
            #expect(try await fixture.get("projects/\(id)").status == 404)
        }
    }

    @Test("Health is answered to anyone, and readiness is a 503 once the store is closed")
    func health() async throws {
        try await ServerFixture.with { fixture async throws in
            for path in ["/healthz", "/readyz"] {
                let answer = try await fixture.get(path, as: nil)
                #expect(answer.status == 200)
                #expect(answer["status"] == .string("ok"))
            }
            try await fixture.store.close()
            // An answer stays valid for a while.
            #expect(try await fixture.get("/readyz", as: nil).status == 200)
            fixture.time.advance(seconds: 5)
            let answer = try await fixture.get("/readyz", as: nil)
            #expect(answer.status == 503)
            #expect(answer.headers[.retryAfter] == "5")
            #expect(try await fixture.get("/healthz", as: nil).status == 200)
            #expect(try await fixture.get("projects").status == 503)
        }
    }
}
