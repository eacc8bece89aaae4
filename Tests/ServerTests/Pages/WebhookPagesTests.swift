import Domain
import Foundation
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Settings -> Webhook")
struct WebhookPagesTests {
    private static let list = "/shop/settings/webhooks"
    private static let markup = "<script>alert(1)</script>\"'><img src=x>"

    /// Creates a webhook through the form, and returns its page's path.
    static func create(
        _ visitor: Visitor, _ fields: [(String, String)] = [("types", "bundle:finished")],
        url: String = "https://hooks.example/a"
    ) async throws -> String {
        let answer = try await visitor.post(list, [("url", url)] + fields, from: "\(list)/new")
        let location = try #require(answer.location, "\(answer.status) \(answer.text.suffix(1_500))")
        return String(location.prefix { $0 != "?" })
    }

    @Test("Create makes the webhook as typed, and its page shows everything except secrets")
    func create() async throws {
        try await ServerFixture.with { fixture in
            let visitor = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let empty = try await visitor.get(Self.list).text
            #expect(empty.contains("No webhooks yet") && empty.contains("--secret-file secret.txt</pre>"))
            let page = try await Self.create(
                visitor,
                [
                    ("types", "bundle:finished"), ("types", "ping"), ("expression", "deploy:*"),
                    ("headers", "X-Team: web\r\nX-Key: top-of-the-hat"), ("retrySchedule", "5, 60"), ("timeout", "12"),
                    ("maxConcurrency", "2"), ("rateLimit", "7"), ("description", "two\r\nlines"), ("httpVersion", "2"),
                ])
            let answer = try await fixture.get("projects/shop/webhooks/1")
            // A ping goes to the one webhook that is tested, whatever its expression.
            #expect(answer["eventType"]?.string == "bundle:finished,deploy:*")
            #expect(answer["timeout"]?.int == 12 && answer["rateLimit"]?.int == 7 && answer["maxConcurrency"]?.int == 2)
            #expect(answer["description"]?.string == "two\nlines" && answer["httpVersion"]?.string == "2")
            let shown = try await visitor.get(page).text
            #expect(shown.contains("hooks.example/a") && shown.contains("X-Team, X-Key") && shown.contains("5, 60"))
            #expect(shown.contains("HTTP/2") && shown.contains("<option value=\"2\" selected>HTTP/2</option>"))
            #expect(!shown.contains("top-of-the-hat") && !shown.contains("value=\"ping\""))
            #expect(try await visitor.get(Self.list).text.contains("Never triggered"))
        }
    }

    @Test("A refused form keeps its input and names each field at fault")
    func faults() async throws {
        try await ServerFixture.with { fixture in
            let visitor = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await visitor.post(
                Self.list,
                [
                    ("url", "ftp://x"), ("expression", "mine:*"), ("timeout", "99"), ("headers", "no colon"),
                    ("rateLimit", "x"), ("httpVersion", "3"),
                ],
                from: "\(Self.list)/new")
            #expect(page.status == 422)
            for field in ["url", "timeout", "headers", "rateLimit", "httpVersion"] {
                #expect(page.text.contains("href=\"#\(field)\"") && page.text.contains("id=\"\(field)-fault\""))
            }
            #expect(page.text.contains("value=\"ftp://x\"") && page.text.contains("value=\"mine:*\""))
            #expect(page.text.contains("<details id=\"advanced\" open>"))
            #expect(try await fixture.get("projects/shop/webhooks").text.contains(#""items":[]"#))
        }
    }

    @Test("A loopback address is refused with the flag that would allow it")
    func loopback() async throws {
        try await ServerFixture.with { fixture in
            let visitor = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await visitor.post(Self.list, [("url", "http://127.0.0.1/")], from: "\(Self.list)/new")
            #expect(page.status == 422 && page.text.contains("--allow-network"))
        }
    }

    @Test("A webhook's page has two parts, settings and recent deliveries, each with an address of its own")
    func tabs() async throws {
        try await ServerFixture.with { fixture in
            let visitor = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await Self.create(visitor)
            let settings = try await visitor.get(page).text
            let deliveries = try await visitor.get("\(page)/deliveries").text
            #expect(settings.contains("<a href=\"\(page)\" aria-current=\"page\">Settings</a>"))
            #expect(settings.contains("<a href=\"\(page)/deliveries\">Recent deliveries</a>"))
            #expect(deliveries.contains("<a href=\"\(page)/deliveries\" aria-current=\"page\">Recent deliveries</a>"))
            #expect(deliveries.contains("<title>Recent deliveries · https://hooks.example/a · shop"))
            for part in ["id=\"edit\"", "id=\"removal\"", "id=\"verify-express\""] {
                #expect(settings.contains(part) && !deliveries.contains(part), "\(part)")
            }
            for part in ["id=\"deliveries\"", "id=\"replays\"", "id=\"last-day\""] {
                #expect(deliveries.contains(part) && !settings.contains(part), "\(part)")
            }
            for text in [settings, deliveries] {
                #expect(text.contains("id=\"state\"") && text.contains("Send ping") && text.contains("\(page)/disable"))
            }
        }
    }

    @Test("The list of webhooks says what each is for, and whether its deliveries are signed")
    func list() async throws {
        try await ServerFixture.with { fixture in
            let visitor = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            _ = try await Self.create(visitor, [("secret", "s"), ("description", "\nTells the <team>\nsecond line")])
            let signed = try await visitor.get(Self.list).text
            #expect(signed.contains("Tells the &lt;team&gt;") && !signed.contains("second line"))
            #expect(signed.contains("data-label=\"Signature\">Signed<") && !signed.contains("Not signed"))
            _ = try await Self.create(visitor)
            #expect(try await visitor.get(Self.list).text.contains("<span class=\"warning\">! Not signed</span>"))
        }
    }

    @Test("Editing, disabling, enabling, rotating, replaying and removing do what they say")
    func change() async throws {
        try await ServerFixture.with { fixture in
            let visitor = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await Self.create(visitor, [("secret", "old"), ("headers", "X-Key: k")])
            _ = try await visitor.post(page, [("url", "https://hooks.example/b"), ("expression", "*")], from: page)
            let saved = try await fixture.get("projects/shop/webhooks/1")
            #expect(saved["url"]?.string == "https://hooks.example/b" && saved["eventType"]?.string == "*")
            #expect(saved["hasSecret"] == .bool(true))
            #expect(try await visitor.get(page).text.contains("X-Key"))
            _ = try await visitor.post("\(page)/disable", [("confirm", "1")], from: page)
            #expect(try await visitor.get(page).text.contains("Disabled manually"))
            _ = try await visitor.post("\(page)/enable", from: page)
            let fields = [("secret", "new"), ("overlapHours", "24")]
            #expect(try await visitor.post("\(page)/secret", fields, from: page).status == 303)
            #expect(try await fixture.store.target(1)?.secrets == ["new", "old"])
            let replay = try await visitor.post("\(page)/replays", [("hours", "24"), ("confirm", "1")], from: page)
            #expect(replay.location == "\(page)/deliveries?notice=replay-begun#replays")
            #expect(try await visitor.get("\(page)/deliveries").text.contains("0 of 0"))
            #expect(try await visitor.post("\(page)/remove", from: page).status == 422)
            #expect(try await visitor.post("\(page)/remove", [("confirm", "1")], from: page).status == 303)
            #expect(try await visitor.get(page).status == 404)
        }
    }

    @Test("A ping leads to its delivery, which can be sent again")
    func ping() async throws {
        try await ServerFixture.with { fixture in
            let visitor = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await Self.create(visitor)
            let pinged = try await visitor.post("\(page)/ping", from: page)
            let delivery = String(try #require(pinged.location).prefix { $0 != "?" })
            #expect(try await visitor.get(delivery).text.contains("Waiting"))
            let again = try await visitor.post("\(delivery)/redeliver", from: delivery)
            #expect(again.status == 303)
            let list = try await visitor.get("/shop/deliveries?state=pending&eventType=ping")
            #expect(list.text.contains(delivery))
            #expect(try await !visitor.get("/shop/deliveries?state=failed").text.contains(delivery))
        }
    }

    @Test("An attempt is shown with its reason, its request and its response, all as inert text")
    func attempt() async throws {
        try await ServerFixture.with { fixture in
            let visitor = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await Self.create(visitor, [("expression", "own:*")])
            let pinged = try await visitor.post("\(page)/ping", from: page)
            let delivery = String(try #require(pinged.location).prefix { $0 != "?" })
            try await fail(fixture)
            let shown = try await visitor.get(delivery).text
            #expect(shown.contains("Attempt 2 of 2") && shown.contains("does not exist, or has no address"))
            #expect(shown.contains("curl --globoff -X POST") && shown.contains("fill=\"url(#fill-connect)\""))
            #expect(shown.contains("&lt;script&gt;") && !shown.contains("<script>alert") && !shown.contains("<img"))
            #expect(try await visitor.get(Self.list).text.firstMatch(of: />just now<\/time> · 500/) != nil)
            // A ping counts for nothing.
            #expect(try await !visitor.get("\(page)/deliveries").text.contains("attempt succeeded"))
            _ = try await fixture.post("projects/shop/events", #"{"eventType":"own:x","payload":{}}"#)
            try await fail(fixture)
            let hours = try await visitor.get("\(page)/deliveries").text
            #expect(hours.contains("0% of 1 attempt succeeded.") && hours.contains("<rect fill=\"url(#fill-bad)\""))
            let chinese = try await Visitor.signedIn(fixture.accounts.mia, in: fixture, language: "zh-CN")
            #expect(try await chinese.get(delivery).text.contains("不存在，或没有地址"))
        }
    }

    private func fail(_ fixture: ServerFixture) async throws {
        let now = fixture.time.now()
        let claimed = try await fixture.store.claim(
            [ClaimRequest(webhook: 1, limit: 1)], at: now, leaseUntil: now + .seconds(60),
            bodyBytes: 0)
        let leased = try #require(claimed.first)
        let attempt = Attempt(
            number: 1, startTime: now, endTime: now, reason: .status,
            messages: [.unknownName(name: Self.markup)],
            request: .init(url: "https://hooks.example/a", headers: [.init(name: "X-A", value: Self.markup)]),
            response: .init(
                status: 500, headers: [.init(name: "Server", value: Self.markup)], body: Array(Self.markup.utf8),
                isTruncated: true), timings: .sample)
        _ = try await fixture.store.record(
            AttemptResult(
                lease: leased.lease, webhook: 1, attempt: attempt, next: .pending(due: now + .seconds(300))),
            at: now)
    }

    @Test("Markup in any field stays text")
    func markup() async throws {
        try await ServerFixture.with { fixture in
            let visitor = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let url = "https://hooks.example/a?b='c"
            let texts = [("description", Self.markup), ("secret", Self.markup)]
            let refused = try await visitor.post(
                Self.list, [("url", url), ("expression", Self.markup)] + texts, from: "\(Self.list)/new")
            #expect(refused.status == 422 && refused.text.contains("which can never match"))
            #expect(!refused.text.contains("<script>") && !refused.text.contains("<img"))
            let page = try await Self.create(visitor, texts, url: url)
            // As earlier versions took it.
            let shop = try #require(try await fixture.store.project("shop"))
            let webhook = try #require(page.split(separator: "/").last.flatMap { Int64($0) })
            var changes = WebhookChanges()
            changes.eventType = Self.markup
            _ = try await fixture.store.updateWebhook(
                webhook, in: .project(shop.number), changes, at: fixture.time.now())
            for path in [
                page, "\(page)/deliveries", "\(page)/secret", Self.list,
                "/shop/deliveries?eventType=%3Cscript%3E&since=%22%3E",
            ] {
                let text = try await visitor.get(path).text
                #expect(!text.contains("<script>") && !text.contains("<img"), "\(path)")
            }
        }
    }

    @Test("A form without its key, a reader and a stranger change and see nothing")
    func refused() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await Self.create(mia)
            let before = try await fixture.everything()
            for path in [
                page, "\(page)/ping", "\(page)/disable", "\(page)/remove", "\(page)/secret", "\(page)/replays",
                Self.list,
            ] {
                let fields = [("url", "https://x.example"), ("confirm", "1"), ("hours", "1")]
                #expect(try await mia.post(path, fields, from: nil).status == 403, "\(path)")
                let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
                #expect(try await ron.post(path, fields, from: "/account").status == 403, "\(path)")
                let sue = try await Visitor.signedIn(fixture.accounts.sue, in: fixture)
                #expect(try await sue.post(path, fields, from: "/account").status == 404, "\(path)")
            }
            #expect(try await fixture.everything() == before)
            for path in [
                page, "\(page)/deliveries", "\(page)/secret", "\(page)/replays?hours=1", Self.list,
                "\(Self.list)/new", "/shop/deliveries", "/shop/live",
            ] {
                let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
                #expect(try await ron.get(path).status == 403, "\(path)")
                #expect(try await Visitor(fixture).get(path).location?.hasPrefix("/sign-in?to=") == true, "\(path)")
            }
        }
    }
}
