import Domain
import Foundation
import HummingbirdTesting
import Storage
import StoreSupport
import TestSupport
import Testing

@testable import Server

@Suite("Delivery pages")
struct DeliveryPagesTests {
    /// A delivery with one attempt that had this result; its path and id.
    private static func attempted(
        _ fixture: ServerFixture, _ mia: Visitor, status: Int, answer: String = "", messages: [AttemptMessage] = [],
        payload: String = "{}", eventType: String = "a:b", type: String? = nil, body: [UInt8]? = nil
    ) async throws -> (path: String, id: String) {
        _ = try await WebhookPagesTests.create(mia, [("expression", "*"), ("secret", "s"), ("retrySchedule", "")])
        _ = try await fixture.post("projects/shop/events", #"{"eventType":"\#(eventType)","payload":\#(payload)}"#)
        let now = fixture.time.now()
        let leased = try #require(
            try await fixture.store.claim(
                [ClaimRequest(webhook: 1, limit: 1)], at: now, leaseUntil: now + .seconds(60), bodyBytes: 0
            ).first)
        let reason: FailureReason? = status < 300 ? nil : .status
        let sent = [("X-Perfsee-Signature-256", "sha256=ab"), ("webhook-timestamp", "1"), ("X-A", "it's")]
        let attempt = Attempt(
            number: 1, startTime: now, endTime: now + .milliseconds(84), reason: reason, messages: messages,
            request: .init(url: "https://hooks.example/a", headers: sent.map { .init(name: $0.0, value: $0.1) }),
            response: .init(
                status: status, headers: type.map { [.init(name: "Content-Type", value: $0)] } ?? [],
                body: body ?? Array(answer.utf8), isTruncated: false),
            timings: .sample)
        let next: Delivery.Next = reason == nil ? .delivered : .failed
        _ = try await fixture.store.record(
            AttemptResult(lease: leased.lease, webhook: 1, attempt: attempt, next: next), at: now)
        let id = leased.lease.delivery.description
        return ("/shop/deliveries/\(id)", id)
    }

    @Test("A row's event type is its only link to the delivery, and its status is no link that looks like one")
    func row() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let (path, id) = try await Self.attempted(fixture, mia, status: 500)
            let short = "\(id.prefix(8))…\(id.suffix(4))"
            let list = try await mia.get("/shop/deliveries").text
            #expect(list.contains("<td class=\"tight words\"><span class=\"mark bad\">"))
            #expect(list.contains("<a class=\"mono\" href=\"\(path)\">"))
            #expect(list.contains("<span class=\"visually-hidden\">, Delivery \(short)</span></a>"))
            #expect(list.contains("title=\"\(id)\">\(short)<"))
            #expect(try await mia.get(path).text.contains("data-copy=\"\(id)\""))
        }
    }

    @Test("A list has columns for the state, the response, how long it took, when, and what each delivery is about")
    func columns() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let artifact = #"{"id":65,"branch":"feat/<b>","name":"main","hash":"50fae89df58f7e61"}"#
            let payload = #"{"data":{"project":{"artifact":\#(artifact)}},"variables":{"artifactId":65}}"#
            let (path, _) = try await Self.attempted(
                fixture, mia, status: 503, payload: payload, eventType: "bundle:finished")
            let about = "<code title=\"50fae89df58f7e61\">50fae89d</code>"
            for list in ["/shop/deliveries", "/shop/settings/webhooks/1/deliveries"] {
                let text = try await mia.get(list).text
                #expect(text.contains("</span> Failed after 1 attempt</span></td>"))
                #expect(text.contains("data-label=\"Response\">503</td>"))
                #expect(text.contains("data-label=\"Duration\">84 ms</td>"))
                #expect(text.contains("<a href=\"/shop/artifacts/65\">") && text.contains(about))
            }
            // In a narrow column the host says more than the scheme.
            let webhook = "title=\"https://hooks.example/a\"><span>hooks.example/a</span>"
            #expect(try await mia.get("/shop/deliveries").text.contains(webhook))
            let page = try await mia.get(path).text
            #expect(page.contains("<dt>Artifact</dt>") && page.contains(about) && page.contains("feat/&lt;b&gt;"))
            // A custom event is about whatever its publisher knows.
            _ = try await fixture.post("projects/shop/events", #"{"eventType":"own:x","payload":\#(payload)}"#)
            let own = try await mia.get("/shop/deliveries?eventType=own:*").text
            #expect(own.contains("own:x") && !own.contains("/shop/artifacts/65"))
            #expect(own.contains("data-label=\"Response\">–</td>"))
        }
    }

    @Test("The payload is open, and can be copied as it is shown and as it was sent")
    func payload() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let (path, _) = try await Self.attempted(fixture, mia, status: 200, answer: "ok")
            let text = try await mia.get(path).text
            #expect(text.contains("<details open id=\"body-indented\">"))
            for id in ["payload", "payload-raw", "response-body-1"] {
                #expect(text.contains("id=\"\(id)\"") && text.contains("data-copy=\"#\(id)\""), "\(id)")
            }
        }
    }

    @Test("All timing bars of a page have one scale, and their parts differ in more than color")
    func scale() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let (path, id) = try await Self.attempted(fixture, mia, status: 500)
            #expect(try await !mia.get(path).text.contains("have the same scale"))
            // A second attempt that took ten times as long.
            let columns = "delivery, start_time, end_time, reason, url, request_headers, status, is_truncated"
            let times = "dns, connect, tls, first_byte, total"
            let longer = times.split(separator: ", ").map { "\($0) * 10" }.joined(separator: ", ")
            try await fixture.database.execute(
                "INSERT INTO attempts (\(columns), number, \(times)) SELECT \(columns), 2, \(longer) FROM attempts")
            let text = try await mia.get(path).text
            #expect(text.contains("All timing bars have the same scale"), "\(id)")
            let bars = text.matches(of: /<rect fill="url\(#fill-([a-z]+)\)" x="([0-9]+)" y="0" width="([0-9]+)"/)
            let widths = bars.compactMap { Int($0.3) }
            #expect(bars.count % 2 == 0)
            let slow = widths.prefix(widths.count / 2).reduce(0, +)
            let quick = widths.suffix(widths.count / 2).reduce(0, +)
            #expect((995...1000).contains(slow) && (95...105).contains(quick), "\(widths)")
            for bar in bars { #expect(text.contains("<pattern id=\"fill-\(bar.1)\"")) }
        }
    }

    @Test(
        "Webhooks whose cut URLs would read the same are told apart in the filter by their IDs, and in lists by all of it"
    )
    func likeURLs() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let middle = String(repeating: "a-path-that-is-long/", count: 4)
            let urls =
                ["one", "two"].map { "https://hooks.example/\(middle)\($0)/\(middle)in" } + ["https://b.example/"]
            for url in urls { _ = try await fixture.makeWebhook("\"url\":\"\(url)\"") }
            _ = try await fixture.post("projects/shop/events", #"{"eventType":"a:b","payload":{}}"#)
            let list = try await mia.get("/shop/deliveries").text
            #expect(list.contains("(ID 1)</option>") && list.contains("(ID 2)</option>"))
            #expect(list.contains("\">https://b.example/</option>"))
            let webhooks = try await mia.get("/shop/settings/webhooks").text
            for url in urls { #expect(webhooks.contains("<td class=\"give whole\">") && webhooks.contains(url)) }
        }
    }

    @Test("Bodies are indented without other changes, including those of answers")
    func bodies() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let (path, _) = try await Self.attempted(
                fixture, mia, status: 200, answer: #"{"z":1.0,"a":{}}"#, payload: #"{"z":1.50,"a":{}}"#)
            let text = try await mia.get(path).text
            #expect(text.contains("{\n  &quot;z&quot;: 1.0,\n  &quot;a&quot;: {}\n}"))
            #expect(text.contains("    &quot;z&quot;: 1.50,\n    &quot;a&quot;: {}\n"))
        }
    }

    @Test("The command that sends the request again signs it afresh, and is visible next to the request")
    func curl() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let (path, _) = try await Self.attempted(fixture, mia, status: 500)
            let text = try await mia.get(path).text.replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
            #expect(text.contains("openssl dgst -sha256 -hmac \"$PERFSEE_WEBHOOK_SECRET\""))
            #expect(text.contains("-H \"X-Perfsee-Signature-256: sha256=$signature\""))
            #expect(text.contains("'X-A: it'\\''s'"))
            let command = text[try #require(text.range(of: "id=\"as-curl-1\"")).lowerBound...]
            #expect(!command.contains("webhook-timestamp: 1"))
            #expect(text.contains("</pre></details>\n<details id=\"as-curl-1\">"))
        }
    }

    @Test("The payload stays within the command's quotes, whatever stands next to a quote")
    func quoting() throws {
        for text in ["'; exit 9; '", "'\u{301}; exit 9; '\u{301}", "\u{600}'; exit 9; \u{600}'", "a\r\n'\u{FE0F}b"] {
            let request = Attempt.Request(url: "http://a.example/", headers: [])
            let command = CurlCommand(request: request, body: text).text
            let shell = Process()
            shell.executableURL = URL(filePath: "/bin/sh")
            shell.arguments = ["-c", "curl() { printf %s \"$body\"; }\n\(command)"]
            let output = Pipe()
            shell.standardOutput = output
            try shell.run()
            let shown = try output.fileHandleForReading.readToEnd() ?? Data()
            shell.waitUntilExit()
            #expect(shell.terminationStatus == 0)
            #expect(Array(shown) == Array(text.utf8))
        }
    }

    @Test("The reason for a failure is given once, with names as code")
    func reason() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let (path, _) = try await Self.attempted(fixture, mia, status: 500, messages: [.unknownName(name: "x < y")])
            let text = try await mia.get(path).text
            #expect(text.contains("<p class=\"bad\">The name <code>x &lt; y</code> does not exist, or has no address."))
            #expect(!text.contains("The receiver returned 500"))
            let chinese = try await Visitor.signedIn(fixture.accounts.mia, in: fixture, language: "zh-CN")
            #expect(try await chinese.get(path).text.contains("<p class=\"bad\">域名 <code>x &lt; y</code> 不存在，或没有地址。"))
        }
    }

    @Test("Remarks about a successful attempt are shown as well")
    func note() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let (path, _) = try await Self.attempted(
                fixture, mia, status: 204, messages: [.sentAgain(why: .connectionClosed)])
            let text = try await mia.get(path).text
            #expect(text.contains("<p class=\"quiet\">The receiver closed a keep-alive connection"))
            #expect(text.contains("(<code>Keep-Alive: timeout=</code>).</p>") && !text.contains("<p class=\"bad\">"))
        }
    }

    @Test("A response in another charset is readable, on pages and through the API")
    func charset() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let (path, id) = try await Self.attempted(
                fixture, mia, status: 500, type: "text/plain; charset=GBK", body: [0xB3, 0xC9, 0xB9, 0xA6])
            #expect(try await mia.get(path).text.contains("成功"))
            let attempt = try await fixture.get("projects/shop/deliveries/\(id)")["attempts"]?.items.first
            #expect(attempt?["response"]?["body"] == .string("成功"))
        }
    }

    @Test("An attempt of the version before reads well in both languages, on pages and through the API")
    func earlier() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let (path, id) = try await Self.attempted(fixture, mia, status: 500, messages: [.status(status: 500)])
            let sentence = "The receiver answered 500. See `x < y`."
            try await fixture.database.execute("UPDATE attempts SET detail = '\(sentence)', messages = NULL")
            let shown = "The receiver answered 500. See <code>x &lt; y</code>."
            #expect(try await mia.get(path).text.contains("<p class=\"bad\">\(shown)</p>"))
            let chinese = try await Visitor.signedIn(fixture.accounts.mia, in: fixture, language: "zh-CN")
            let text = try await chinese.get(path).text
            #expect(text.contains("<p class=\"bad\">接收方返回 500。请查看其日志了解出错原因。</p>"))
            let lead = "<span class=\"quiet\">（由其他版本以英文记录）</span>"
            #expect(text.contains("<p class=\"quiet\">\(lead) <span lang=\"en\">\(shown)</span></p>"))
            let attempt = try await fixture.get("projects/shop/deliveries/\(id)")["attempts"]?.items.first
            #expect(attempt?["detail"] == .string(sentence))
        }
    }

    @Test("A remark of the version before about a success is shown as such")
    func earlierNote() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let (path, _) = try await Self.attempted(fixture, mia, status: 204)
            try await fixture.database.execute("UPDATE attempts SET detail = 'It was sent twice.'")
            #expect(try await mia.get(path).text.contains("<p class=\"quiet\">It was sent twice.</p>"))
            let chinese = try await Visitor.signedIn(fixture.accounts.mia, in: fixture, language: "zh-CN")
            let text = try await chinese.get(path).text
            #expect(text.contains("（由其他版本以英文记录）</span> <span lang=\"en\">It was sent twice.</span>"))
            #expect(!text.contains("<p class=\"bad\">"))
        }
    }

    @Test("An attempt of a newer version is shown with its reason")
    func newer() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let (path, id) = try await Self.attempted(fixture, mia, status: 500, messages: [.status(status: 500)])
            try await fixture.database.execute(#"UPDATE attempts SET messages = '[{"a<b":{}}]'"#)
            let text = try await mia.get(path).text
            #expect(text.contains("<p class=\"bad\">The receiver returned 500."))
            #expect(text.contains("A newer version of Perfsee recorded this attempt (<code>a&lt;b</code>)."))
            let attempt = try await fixture.get("projects/shop/deliveries/\(id)")["attempts"]?.items.first
            #expect(attempt?["detail"]?.string?.hasPrefix("A newer version of Perfsee") == true)
        }
    }

    @Test("A list through the API says how each delivery goes on: how many attempts there are, and what is paused")
    func outlook() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            _ = try await WebhookPagesTests.create(mia, [("expression", "*"), ("retrySchedule", "60, 60")])
            for _ in 0..<WebhookHealth.failuresToOpenCircuit {
                _ = try await fixture.post("projects/shop/events", #"{"eventType":"a:b","payload":{}}"#)
                try await ResourceTests.fail(fixture, webhook: 1)
            }
            _ = try await fixture.post("projects/shop/events", #"{"eventType":"a:b","payload":{}}"#)
            let items = try #require(try await fixture.get("projects/shop/deliveries")["items"]?.items)
            #expect(items.allSatisfy { $0["maxAttempts"]?.int == 3 })
            // The one that was not tried yet is due, the others are not.
            #expect(items.count == 1 + WebhookHealth.failuresToOpenCircuit)
            #expect(items.allSatisfy { $0["isPaused"] == .bool($0["attemptCount"]?.int == 0) })
            let id = try #require(items.first { $0["attemptCount"]?.int == 0 }?["id"]?.string)
            let one = try await fixture.get("projects/shop/deliveries/\(id)")
            #expect(one["maxAttempts"]?.int == 3 && one["isPaused"] == .bool(true))
            #expect(try await mia.get("/shop/deliveries/\(id)").text.contains("Paused: receiver is failing"))
        }
    }

    @Test("Pages and API count the attempts of the server's own default schedule, and say what it is")
    func defaultSchedule() async throws {
        let schedule = RetrySchedule(stored: [.seconds(90), .minutes(5)])
        try await ServerFixture.with(defaultSchedule: schedule) { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let empty = try await mia.get("/shop/settings/webhooks").text
            #expect(empty.contains("by default up to 3 times until your server accepts it."))
            let form = try await mia.get("/shop/settings/webhooks/new").text
            #expect(form.contains("Default: 90, 300 (up to 3 attempts)."))
            let page = try await WebhookPagesTests.create(mia, [("expression", "*")])
            #expect(try await mia.get(page).text.contains("Up to 3 attempts, waiting 90 s, 5 min in between"))
            _ = try await fixture.post("projects/shop/events", #"{"eventType":"a:b","payload":{}}"#)
            try await ResourceTests.fail(fixture, webhook: 1)
            let item = try #require(try await fixture.get("projects/shop/deliveries")["items"]?.items.first)
            #expect(item["maxAttempts"]?.int == 3)
            let id = try #require(item["id"]?.string)
            #expect(try await fixture.get("projects/shop/deliveries/\(id)")["maxAttempts"]?.int == 3)
            for path in ["/shop/deliveries", "/shop/deliveries/\(id)", "\(page)/deliveries"] {
                #expect(try await mia.get(path).text.contains("Attempt 2 of 3"), "\(path)")
            }
            #expect(try await fixture.get("projects/shop/webhooks/1")["retrySchedule"] == .null)
        }
        try await ServerFixture.with(defaultSchedule: RetrySchedule(stored: [])) { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            #expect(try await mia.get("/shop/settings/webhooks").text.contains("once unless you set a retry schedule."))
            #expect(try await mia.get("/shop/settings/webhooks/new").text.contains("Default: one attempt, no retries."))
        }
    }

    @Test("Redelivery is not prominent for what was already delivered", arguments: [(200, false), (500, true)])
    func redeliver(status: Int, isPrimary: Bool) async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let (path, _) = try await Self.attempted(fixture, mia, status: status)
            let text = try await mia.get(path).text
            #expect(text.contains("<button class=\"primary\" id=\"redeliver\">") == isPrimary)
            #expect(text.contains("id=\"redeliver\">"))
        }
    }

    @Test("The page of a webhook that was never tried shows how to verify what it will send")
    func verifying() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await WebhookPagesTests.create(
                mia, [("secret", "s"), ("headers", "X-Team: hats"), ("timeout", "12")])
            let text = try await mia.get(page).text
            let own = "X-Perfsee-Hook-ID: 1\nX-Perfsee-Hook-Project: shop\nX-Perfsee-Signature-256: sha256=…"
            #expect(text.contains(own))
            #expect(text.contains("X-Team: …") && !text.contains("X-Team: hats"))
            #expect(text.contains("in constant time with <code>X-Perfsee-Signature-256</code>.</li>"))
            #expect(text.contains("<li>Respond with 2xx within 12 s and do the work afterward"))
            #expect(text.contains("const given = Buffer.from(request.get("))
            for receiver in VerifyingCode.all {
                #expect(text.contains("<details id=\"verify-\(receiver.key)\" open>"), "\(receiver.name)")
            }
        }
    }

    @Test("An administrator sees which webhooks fail or are disabled")
    func troubled() async throws {
        try await ServerFixture.with { fixture in
            let root = try await Visitor.signedIn(fixture.accounts.admin, in: fixture)
            #expect(try await !root.get("/admin").text.contains("Failing or disabled webhooks"))
            let page = try await WebhookPagesTests.create(root)
            _ = try await root.post("\(page)/disable", [("confirm", "1")], from: page)
            let text = try await root.get("/admin").text
            #expect(text.contains("Failing or disabled webhooks") && text.contains("href=\"\(page)\""))
            // Those of applications as well.
            let bot = "/\(fixture.bot)"
            let made = try await root.post(
                "\(bot)/webhooks", [("url", "https://hooks.example/bot"), ("types", "bundle:finished")],
                from: "\(bot)/webhooks/new")
            let botPage = try #require(made.location.map { String($0.prefix { $0 != "?" }) })
            #expect(try await !root.get("/admin").text.contains("href=\"\(botPage)\""))
            _ = try await root.post("\(botPage)/disable", [("confirm", "1")], from: botPage)
            #expect(try await root.get("/admin").text.contains("href=\"\(botPage)\""))
        }
    }

    @Test(
        "A page says which change it shows, and the stream continues from there",
        .enabled(
            if: !TestedStore.isPostgres,
            "on PostgreSQL changes have no place in a row: a page that lives is fetched anew when its stream opens"),
        .timeLimit(.minutes(1)))
    func position() async throws {
        try await ServerFixture.with(.live) { fixture async throws in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await WebhookPagesTests.create(mia, [("expression", "*")])
            let after = try #require(try await mia.get(page).text.firstMatch(of: /data-after="([0-9a-z-]+)"/)).1
            _ = try await fixture.post("projects/shop/events", #"{"eventType":"a:b","payload":{}}"#)
            let port = try #require(fixture.client.port)
            let text = try await RawExchange.run(
                port: port,
                sending: "GET /shop/live?after=\(after) HTTP/1.1\r\nHost: a\r\nCookie: \(mia.cookieLine)\r\n\r\n",
                until: "a:b")
            #expect(text.contains("event: delivery"))
        }
    }
}
