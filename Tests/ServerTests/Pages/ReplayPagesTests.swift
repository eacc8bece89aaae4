import Domain
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Replaying on the pages")
struct ReplayPagesTests {
    /// An event whose only delivery ends like this.
    private static func send(_ next: Delivery.Next, _ fixture: ServerFixture) async throws {
        _ = try await fixture.post("projects/shop/events", #"{"eventType":"a:b","payload":{}}"#)
        let now = fixture.time.now()
        let claim = ClaimRequest(webhook: 1, limit: 1)
        let leased = try #require(
            try await fixture.store.claim([claim], at: now, leaseUntil: now + .seconds(60), bodyBytes: 0).first)
        let attempt = Attempt(
            number: 1, startTime: now, endTime: now, reason: next == .delivered ? nil : .status, messages: [],
            request: .init(url: "https://hooks.example/a", headers: []),
            response: .init(status: 200, headers: [], body: [], isTruncated: false), timings: .sample)
        _ = try await fixture.store.record(
            AttemptResult(lease: leased.lease, webhook: 1, attempt: attempt, next: next), at: now)
    }

    @Test("It says how many deliveries it would send, and starts only once that is confirmed")
    func asks() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await WebhookPagesTests.create(mia, [("expression", "*")])
            for next in [Delivery.Next.failed, .failed, .delivered] { try await Self.send(next, fixture) }
            fixture.time.advance(seconds: 1)
            let replays = "\(page)/replays"
            #expect(try await mia.get("\(page)/deliveries").text.contains("<form action=\"\(replays)\""))
            let asked = try await mia.get("\(replays)?hours=24").text
            #expect(asked.contains("Replay 2 deliveries?") && asked.contains(">Replay 2 deliveries</button>"))
            #expect(asked.contains("Failed and skipped deliveries that were created in the last 24 hours."))
            #expect(try await mia.get("\(replays)?hours=24&delivered=1").text.contains("Replay 3 deliveries?"))
            // A form that was not confirmed leads to the question.
            let unconfirmed = try await mia.post(replays, [("hours", "24"), ("delivered", "1")], from: page)
            #expect(unconfirmed.location == "\(replays)?hours=24&delivered=1")
            let shop = try #require(try await fixture.store.project("shop"))
            let owner = WebhookOwner.project(shop.number)
            #expect(try await fixture.store.replays(of: 1, in: owner, limit: 9).isEmpty)
            // What fails after the question was asked was not counted.
            let until = try #require(asked.firstMatch(of: /name="until" value="([0-9]+)"/)).1
            fixture.time.advance(seconds: 1)
            try await Self.send(.failed, fixture)
            let fields = [("hours", "24"), ("until", String(until)), ("confirm", "1")]
            #expect(try await mia.post(replays, fields, from: page).status == 303)
            #expect(try await fixture.store.replays(of: 1, in: owner, limit: 9).map(\.total) == [2])
            #expect(try await mia.get("\(page)/deliveries").text.contains("0 of 2 queued again"))
        }
    }

    @Test("If there is nothing to send it offers nothing, and a disabled webhook is refused before the question")
    func nothing() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await WebhookPagesTests.create(mia)
            let asked = try await mia.get("\(page)/replays?hours=1").text
            #expect(
                asked.contains("No failed or skipped delivery was created in the last hour.")
                    && !asked.contains("class=\"primary\""))
            #expect(try await mia.get("\(page)/replays").location == "\(page)/deliveries#replays")
            #expect(try await mia.get("\(page)/replays?hours=5").location == "\(page)/deliveries#replays")
            _ = try await mia.post("\(page)/disable", [("confirm", "1")], from: page)
            #expect(try await mia.get("\(page)/replays?hours=1").status == 409)
        }
    }
}
