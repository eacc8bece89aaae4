import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("Resources")
struct ResourceTests {
    @Test("A project is created, shown, changed and deleted, and its id is never reused")
    func project() async throws {
        try await ServerFixture.with { fixture async throws in
            let body = #"{"id":"new-one","host":"Gitlab","namespace":"a/b","name":"n","baselineBranch":"/^rel/"}"#
            let made = try await fixture.post("projects", body, as: "root")
            #expect(made.status == 201)
            #expect(made.headers[.location] == "/api/v1/projects/new-one")
            #expect(made["isPublic"] == .bool(false))
            #expect(try await fixture.get("projects/new-one", as: "root").bytes == made.bytes)
            let change = try await fixture.patch(
                "projects/new-one", #"{"isPublic":true,"baselineBranch":null}"#, as: "root")
            #expect(change["isPublic"] == .bool(true))
            #expect(change["baselineBranch"] == .null)
            #expect(change["name"] == .string("n"))
            #expect(try await fixture.post("projects", body, as: "root").status == 409)
            let deleted = try await fixture.send(.delete, "projects/new-one", as: "root")
            #expect(deleted.status == 204)
            #expect(deleted.bytes.isEmpty)
            #expect(try await fixture.get("projects/new-one", as: "root").status == 404)
            let again = try await fixture.post("projects", body, as: "root")
            #expect(again.status == 409)
            #expect(again.faults == ["id"])
        }
    }

    @Test("Moving a webhook's url to another origin drops its headers unless they are sent again")
    func headers() async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try await fixture.makeWebhook(
                #""url":"https://hooks.example/a","headers":{"Authorization":"Bearer s3"}"#)
            let path = "projects/shop/webhooks/\(id)"
            let kept = try await fixture.patch(path, #"{"url":"https://HOOKS.example:443/b"}"#)
            #expect(kept["headers"] == .array([.string("Authorization")]))
            #expect(!kept.text.contains("s3"))
            let anew = try await fixture.patch(path, #"{"url":"https://other.example","headers":{"X-B":"1"}}"#)
            #expect(anew["headers"] == .array([.string("X-B")]))
            for url in ["http://other.example", "https://other.example:8443"] {
                let dropped = try await fixture.patch(path, "{\"url\":\"\(url)\"}")
                #expect(dropped["headers"] == .array([]))
                _ = try await fixture.patch(path, #"{"headers":{"X-B":"1"}}"#)
            }
        }
    }

    @Test("No answer shows a secret, and a loopback URL names the flag that would allow it")
    func secret() async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try await fixture.makeWebhook(#""url":"https://hooks.example/a","secret":"very-secret""#)
            for path in ["projects/shop/webhooks", "projects/shop/webhooks/\(id)"] {
                let answer = try await fixture.get(path)
                #expect(!answer.text.contains("very-secret"))
            }
            let refused = try await fixture.post("projects/shop/webhooks", #"{"url":"http://127.0.0.1:1/"}"#)
            #expect(refused.text.contains("--allow-network 127.0.0.0/8"))
        }
    }

    @Test("A project has at most 100 webhooks")
    func webhookLimit() async throws {
        try await ServerFixture.with { fixture async throws in
            for _ in 0..<Webhook.maximumPerProject { _ = try await fixture.makeWebhook() }
            let answer = try await fixture.post("projects/shop/webhooks", #"{"url":"https://a.example"}"#)
            #expect(answer.status == 409)
            #expect(answer.headers[.contentType] == "application/problem+json")
        }
    }

    @Test("A published payload is sent byte for byte to the webhooks that match")
    func publish() async throws {
        try await ServerFixture.with { fixture async throws in
            _ = try await fixture.makeWebhook(#""url":"https://a.example","eventType":"own:*""#)
            _ = try await fixture.makeWebhook(#""url":"https://a.example","eventType":"else""#)
            let payload = #"{ "b":1.50, "a":"\u0041\/é" , "b":{"n":1e400}}"#
            let answer = try await fixture.post(
                "projects/shop/events", #"{"payload": \#(payload),"eventType":"own:th\u0069ng"}"#)
            #expect(answer.status == 202, "\(answer.text)")
            #expect(answer["deliveries"] == .number(1))
            let id = try #require(answer["id"]?.int)
            let event = try #require(try await fixture.store.body(of: Int64(id)))
            #expect(String(decoding: event.bytes, as: UTF8.self) == #"{"eventType":"own:thing","payload":\#(payload)}"#)
            #expect(try await fixture.get("projects/shop/events/\(id)").text.contains(payload))
        }
    }

    @Test("Catalog types require the admin scope, custom ones the publish scope, and nobody can publish a ping")
    func catalogTypes() async throws {
        try await ServerFixture.with { fixture async throws in
            for type in EventCatalog.types {
                let body = "{\"eventType\":\"\(type)\",\"payload\":{}}"
                let isPing = type == .ping
                #expect(
                    try await fixture.post("projects/shop/events", body, as: "mia-publish").status
                        == (isPing ? 422 : 403)
                )
                #expect(
                    try await fixture.post("projects/shop/events", body, as: "mia-shop").status == (isPing ? 422 : 202))
            }
            let own = #"{"eventType":"own","payload":{}}"#
            #expect(try await fixture.post("projects/shop/events", own, as: "mia-publish").status == 202)
            let catalog = try await fixture.get("event-types", as: "mia-upload")
            #expect(catalog["items"]?.items.count == EventCatalog.types.count)
        }
    }

    @Test("A ping goes to its one webhook, even while that is disabled, and is logged")
    func ping() async throws {
        try await ServerFixture.with { fixture async throws in
            _ = try await fixture.makeWebhook()
            let id = try await fixture.makeWebhook(#""url":"https://a.example","eventType":"","enabled":false"#)
            let answer = try await fixture.send(.post, "projects/shop/webhooks/\(id)/ping")
            #expect(answer.status == 202)
            let delivery = try await fixture.get("projects/shop/deliveries/\(answer["deliveryId"]?.string ?? "")")
            #expect(delivery["webhook"] == .number(Double(id)))
            #expect(delivery["eventType"] == .string("ping"))
            #expect(delivery["attempts"] == .array([]))
            #expect(try await fixture.get("projects/shop/deliveries")["items"]?.items.count == 1)
            #expect(try await fixture.send(.post, "projects/shop/webhooks/999/ping").status == 404)
        }
    }

    @Test("A delivery is shown with its attempts, and can be sent again only in an end state")
    func delivery() async throws {
        try await ServerFixture.with { fixture async throws in
            let id = try await fixture.makeWebhook()
            _ = try await fixture.post("projects/shop/events", #"{"eventType":"a:b","payload":{"x":1}}"#)
            let list = try await fixture.get("projects/shop/deliveries")
            let uuid = try #require(list["items"]?[0]?["id"]?.string)
            try await Self.fail(fixture, webhook: Int64(id))
            let shown = try await fixture.get("projects/shop/deliveries/\(uuid)")
            #expect(shown["state"] == .string("pending"))
            let attempt = try #require(shown["attempts"]?[0])
            #expect(attempt["reason"] == .string("status"))
            let detail = try #require(attempt["detail"]?.string)
            #expect(
                detail.hasPrefix("The receiver returned 500. Check its log for what went wrong. The receiver closed"))
            #expect(attempt["request"]?["body"] == .string(#"{"eventType":"a:b","payload":{"x":1}}"#))
            #expect(attempt["response"]?["body"] == .string("no\u{FFFD}"))
            #expect(attempt["timings"]?["dns"] == .null)
            let path = "projects/shop/deliveries/\(uuid)/redeliver"
            let again = try await fixture.send(.post, path)
            #expect(again.status == 202)
            #expect(again["state"] == .string("pending"))
            _ = try await fixture.patch("projects/shop/webhooks/\(id)", #"{"enabled":false}"#)
            #expect(try await fixture.send(.post, path).status == 409)
            #expect(try await fixture.get("projects/shop/deliveries?state=skipped")["items"]?.items.count == 1)
            #expect(try await fixture.get("projects/shop/deliveries?state=failed")["items"]?.items.isEmpty == true)
        }
    }

    /// Plays the worker for one attempt that is answered with a 500.
    static func fail(_ fixture: ServerFixture, webhook: Webhook.ID) async throws {
        let now = fixture.time.now()
        let leased = try await fixture.store.claim(
            [ClaimRequest(webhook: webhook, limit: 1)], at: now, leaseUntil: now + .seconds(60),
            bodyBytes: 0)
        let delivery = try #require(leased.first)
        let attempt = Attempt(
            number: 1, startTime: now, endTime: now + .milliseconds(5), reason: .status,
            messages: [.status(status: 500), .sentAgain(why: .connectionClosed)],
            request: Attempt.Request(
                url: "https://hooks.example/a", headers: [Attempt.Header(name: "X-A", value: "***")]),
            response: Attempt.Response(status: 500, headers: [], body: [0x6E, 0x6F, 0xFF], isTruncated: false),
            timings: Attempt.Timings(total: .milliseconds(5)))
        let result = AttemptResult(
            lease: delivery.lease, webhook: webhook, attempt: attempt, next: .pending(due: now + .seconds(5)))
        _ = try await fixture.store.record(result, at: now)
    }

    @Test("A token never creates one with wider scopes, projects or lifetime")
    func tokens() async throws {
        try await ServerFixture.with { fixture async throws in
            let wide = try await fixture.post("tokens", #"{"name":"t","scopes":["admin"]}"#, as: "mia-read")
            #expect(wide.status == 403)
            let made = try await fixture.post("tokens", #"{"name":"t"}"#, as: "mia-shop")
            #expect(made["project"] == .string("shop"))
            #expect(made["scopes"] == .array([.string("read")]))
            #expect(made["token"]?.string?.hasPrefix("psee_") == true)
            let brief = try await fixture.post(
                "tokens", #"{"name":"b","scopes":["admin"],"expiresAt":"2023-11-15T00:00:00.000Z"}"#)
            let text = try #require(brief["token"]?.string)
            let longer = #"{"name":"c","expiresAt":"2023-11-16T00:00:00.000Z"}"#
            #expect(try await fixture.post("tokens", longer, as: text).status == 403)
            let child = try await fixture.post("tokens", #"{"name":"c"}"#, as: text)
            #expect(child["expiresAt"] == .string("2023-11-15T00:00:00.000Z"))
            let list = try await fixture.get("tokens")
            #expect(!list.text.contains("psee_"))
            let widest = try #require(list["items"]?.items.first { $0["name"] == .string("mia") }?["id"]?.int)
            #expect(try await fixture.send(.delete, "tokens/\(widest)", as: "mia-read").status == 403)
            #expect(try await fixture.send(.delete, "tokens/\(widest)", as: "sue").status == 404)
        }
    }
}
