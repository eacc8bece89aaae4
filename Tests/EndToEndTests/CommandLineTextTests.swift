import Foundation
import Logging
import PerfseeSDK
import StoreSupport
import Testing

@testable import perfsee

@Suite("The command line: text output", .sameOnEveryStore)
struct CommandLineTextTests {
    @Test(
        "Sizes are decimal",
        arguments: [
            (0, "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (151_234, "151.2 kB"), (999_949, "999.9 kB"),
            (999_950, "1.00 MB"), (1_240_000, "1.24 MB"), (2_500_000_000, "2.50 GB"),
        ])
    func sizes(_ bytes: Int, _ words: String) {
        #expect(ByteCount(bytes).description == words)
    }

    @Test(
        "Times are relative to now",
        arguments: [(0, "just now"), (-59, "59 s ago"), (-240, "4 min ago"), (7_300, "in 2 h"), (-200_000, "2 d ago")])
    func moments(_ seconds: Double, _ words: String) {
        let now = Date(timeIntervalSince1970: 1_700_000_000)
        #expect(Moment(now.addingTimeInterval(seconds), now: now).relative == words)
    }

    @Test("Text from a server cannot control the terminal")
    func plain() {
        #expect("a\u{1B}[2Jb\nc".plain == "a [2Jb c")
    }

    @Test("A log line is cut, even a single character with any number of combining marks")
    func logLine() {
        let lines = LogLines(isTerminal: false, logLevel: .info)
        let message = "a" + String(repeating: "\u{301}", count: 100_000)
        let event = LogEvent(
            level: .info, message: "\(message)", metadata: nil, source: "", file: "", function: "", line: 1)
        #expect(lines.line(for: event, at: Date()).utf8.count < 10_000)
    }

    @Test("Columns are aligned, without trailing spaces")
    func table() {
        var table = Table("ID", "NAME")
        table.add("1", "one")
        table.add("200", "two")
        #expect(table.lines == ["ID   NAME", "1    one", "200  two"])
    }

    private static let timedOut = #"{"number":1,"startTime":0,"isSuccess":false,"reason":"timeout"}"#
    private static let unknown = #"{"number":1,"startTime":0,"isSuccess":false,"reason":"new_reason"}"#
    private static let good =
        #"{"number":1,"startTime":0,"isSuccess":true,"response":{"status":204},"timings":{"total":84.4}}"#

    @Test(
        "Each state of a webhook has its mark",
        arguments: [
            (#""enabled":true,"health":"ok""#, "✓ Enabled"), (#""enabled":true"#, "✓ Enabled"),
            (#""enabled":true,"health":"failing","failingSince":0"#, "↻ Failing"),
            (#""enabled":true,"health":"paused","nextTryAt":null"#, "↻ Paused"),
            (#""enabled":true,"health":"paused","nextTryAt":0"#, "↻ Paused, next try "),
            (#""enabled":false,"health":"disabled","disabledReason":"gone""#, "✕ Disabled (410 Gone)"),
        ])
    func webhooks(_ fields: String, _ mark: String) throws {
        let json =
            #"{"id":1,"url":"https://a.example","hasSecret":true,"method":"POST","eventType":"*","createdAt":0,\#(fields)}"#
        let webhook = try JSONDecoder().decode(Webhook.self, from: Data(json.utf8))
        #expect(WebhookText(webhook).state.hasPrefix(mark))
    }

    @Test("An older server does not say that a delivery is paused, so that is not guessed")
    func late() throws {
        let json =
            #"{"id":"u","event":1,"eventType":"ping","webhook":1,"createdAt":0,"state":"pending","attemptCount":2,"#
            + #""nextAttemptAt":0}"#
        let delivery = try JSONDecoder().decode(Delivery.self, from: Data(json.utf8))
        let text = DeliveryStatusText(delivery, now: delivery.createdAt.addingTimeInterval(3_600)).description
        #expect(text.hasPrefix("↻ Attempt 3 at ") && text.hasSuffix(" (1 h ago)"))
        let known = DeliveryStatusText(delivery, maxAttempts: 10, now: delivery.createdAt).description
        #expect(known.hasPrefix("↻ Attempt 3 of 10 at "))
    }

    @Test(
        "Each state of a delivery has its mark",
        arguments: [
            (#""state":"pending","attemptCount":0"#, "● Waiting"),
            (#""state":"sending","attemptCount":0"#, "● Sending"),
            (#""state":"skipped","attemptCount":0"#, "– Skipped · webhook was disabled"),
            (#""state":"failed","attemptCount":10"#, "✕ Failed after 10 attempts"),
            (#""state":"delivered","attemptCount":1"#, "✓ Delivered"),
            (#""state":"pending","attemptCount":2"#, "↻ Attempt 3"),
            (#""state":"pending","attemptCount":2,"maxAttempts":10"#, "↻ Attempt 3 of 10"),
            (#""state":"pending","attemptCount":2,"isPaused":true,"maxAttempts":10"#, "↻ Paused: receiver is failing"),
            (#""state":"pending","attemptCount":2,"isPaused":true,"pausedUntil":0"#, "↻ Paused, next try at "),
            (
                #""state":"failed","attemptCount":1,"attempts":[\#(timedOut)]"#,
                "✕ Failed after 1 attempt · timed out"
            ),
            (#""state":"failed","attemptCount":1,"attempts":[\#(unknown)]"#, "✕ Failed after 1 attempt · new_reason"),
            (#""state":"delivered","attemptCount":1,"attempts":[\#(good)]"#, "✓ Delivered in 84 ms · 204"),
        ])
    func marks(_ fields: String, _ mark: String) throws {
        let json = #"{"id":"u","event":1,"eventType":"ping","webhook":1,"createdAt":0,\#(fields)}"#
        let delivery = try JSONDecoder().decode(Delivery.self, from: Data(json.utf8))
        let text = DeliveryStatusText(delivery).description
        #expect(mark.hasSuffix(" ") ? text.hasPrefix(mark) : text == mark)
    }
}
