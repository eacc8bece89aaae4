import Domain
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("A webhook in trouble")
struct TroubleTests {
    private static func publish(_ fixture: ServerFixture) async throws {
        _ = try await fixture.post("projects/shop/events", #"{"eventType":"a:b","payload":{}}"#)
    }

    /// Records the next attempt.
    private static func record(_ next: Delivery.Next, _ fixture: ServerFixture) async throws {
        let now = fixture.time.now()
        let leased = try await fixture.store.claim(
            [ClaimRequest(webhook: 1, limit: 1)], at: now, leaseUntil: now + .seconds(60), bodyBytes: 0)
        let delivery = try #require(leased.first)
        let attempt = Attempt(
            number: delivery.attemptCount + 1, startTime: now, endTime: now,
            reason: next == .delivered ? nil : .timeout, messages: [],
            request: Attempt.Request(url: "https://hooks.example/a", headers: []), response: nil,
            timings: Attempt.Timings(total: .milliseconds(5)))
        _ = try await fixture.store.record(
            AttemptResult(lease: delivery.lease, webhook: 1, attempt: attempt, next: next), at: now)
    }

    @Test("It shows it from its first failure on, wherever webhooks are listed, until a success")
    func firstFailure() async throws {
        try await ServerFixture.with { fixture in
            _ = try await fixture.makeWebhook(#""url":"https://hooks.example/a","eventType":"*""#)
            let root = try await Visitor.signedIn(fixture.accounts.admin, in: fixture)
            let reader = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let pages = ["/", "/shop", "/shop/settings/webhooks", "/shop/settings/webhooks/1", "/admin"]
            func expectTrouble(_ isInTrouble: Bool) async throws {
                for page in pages {
                    let text = try await root.get(page).text
                    let marks = page == "/" ? ["1 failing, 0 disabled"] : ["↻ Failing"]
                    // The page of the webhook goes on listing what failed before.
                    let last = page == "/" || page.hasSuffix("/1") ? [] : ["timed out"]
                    for mark in marks + last { #expect(text.contains(mark) == isInTrouble, "\(mark) in \(page)") }
                }
                for page in ["/", "/shop"] {
                    #expect(try await !reader.get(page).text.lowercased().contains("failing"), "\(page)")
                }
            }
            try await expectTrouble(false)
            try await Self.publish(fixture)
            try await Self.record(.pending(due: fixture.time.now() + .seconds(60)), fixture)
            try await expectTrouble(true)
            try await Self.publish(fixture)
            try await Self.record(.delivered, fixture)
            try await expectTrouble(false)
        }
    }

    @Test("The API tells how a webhook fares, since when it fails, and when it is tried again")
    func health() async throws {
        try await ServerFixture.with { fixture in
            _ = try await fixture.makeWebhook(#""url":"https://hooks.example/a","eventType":"*""#)
            func webhook() async throws -> Answer { try await fixture.get("projects/shop/webhooks/1") }
            let fresh = try await webhook()
            #expect(fresh["health"] == .string("ok"))
            #expect(fresh["failingSince"] == .null && fresh["nextTryAt"] == .null)
            let start = fixture.time.now()
            for failures in 1...WebhookHealth.failuresToOpenCircuit {
                try await Self.publish(fixture)
                try await Self.record(.failed, fixture)
                let isOpen = failures == WebhookHealth.failuresToOpenCircuit
                let failing = try await webhook()
                #expect(failing["health"] == .string(isOpen ? "paused" : "failing"))
                #expect(failing["failingSince"] == .string(start.iso8601))
                let next = (start + WebhookHealth.firstProbe).iso8601
                #expect(failing["nextTryAt"] == (isOpen ? .string(next) : .null))
            }
            let listed = try await fixture.get("projects/shop/webhooks")["items"]?.items.first
            #expect(listed?["health"] == .string("paused"))
            _ = try await fixture.patch("projects/shop/webhooks/1", #"{"enabled":false}"#)
            #expect(try await webhook()["health"] == .string("disabled"))
            _ = try await fixture.patch("projects/shop/webhooks/1", #"{"enabled":true}"#)
            #expect(try await webhook()["health"] == .string("ok"))
        }
    }

    @Test("A filter with a value that means nothing is named above the list, which it does not narrow")
    func invalidFilters() async throws {
        try await ServerFixture.with { fixture in
            _ = try await fixture.makeWebhook(#""url":"https://hooks.example/a","eventType":"*""#)
            try await Self.publish(fixture)
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let all = try await mia.get(
                "/shop/deliveries?state=nonsense&webhook=x&since=yesterday&until=2026-01-31T25:00")
            #expect(
                all.text.contains("Not applied, because it has no valid value: State, Webhook, From (UTC), To (UTC)"))
            #expect(all.text.matches(of: /id="delivery-/).count == 1)
            let valid = "/shop/deliveries?state=pending&webhook=1&since=2020-01-01T00:00&until=&eventType="
            #expect(try await !mia.get(valid).text.contains("id=\"ignored\""))
        }
    }

    @Test("What waits for a retry has a filter of its own, on the page and through the API")
    func retrying() async throws {
        try await ServerFixture.with { fixture in
            _ = try await fixture.makeWebhook(#""url":"https://hooks.example/a","eventType":"*""#)
            let due = fixture.time.now() + .seconds(60)
            for next in [Delivery.Next.pending(due: due), .failed] {
                try await Self.publish(fixture)
                try await Self.record(next, fixture)
            }
            try await Self.publish(fixture)
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            for path in ["state=retrying", "state=retrying&webhook=1"] {
                let items = try #require(try await fixture.get("projects/shop/deliveries?\(path)")["items"]?.items)
                #expect(items.count == 1 && items.first?["attemptCount"]?.int == 1, "\(path)")
                #expect(items.first?["state"] == .string("pending"))
                let page = try await mia.get("/shop/deliveries?\(path)").text
                #expect(page.contains("<option value=\"retrying\" selected>Retrying</option>"))
                #expect(page.contains("Attempt 2 of 10") && !page.contains("● </span> Waiting"))
                #expect(page.matches(of: /id="delivery-/).count == 1)
            }
            #expect(try await fixture.get("projects/shop/deliveries?state=pending")["items"]?.items.count == 2)
            #expect(try await fixture.get("projects/shop/deliveries?state=retried").status == 422)
        }
    }
}
