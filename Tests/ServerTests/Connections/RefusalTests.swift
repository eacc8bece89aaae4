import Domain
import HTTPTypes
import HummingbirdTesting
import Logging
import NIOCore
import TestSupport
import Testing

@testable import Server

@Suite("Refusals")
struct RefusalTests {
    private static func head(_ token: String, length: Int) -> String {
        "POST /api/v1/projects/shop/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n"
            + "Content-Type: application/json\r\nContent-Length: \(length)\r\n\r\n"
    }

    @Test("A refusal comes before a body of 50 MB, and announces that the connection closes")
    func atOnce() async throws {
        try await ServerFixture.with(.live) { fixture async throws in
            let port = try #require(fixture.client.port)
            for (token, status) in [("unknown", 401), ("ron", 403), ("sue", 404), ("mia", 413)] {
                let answer = try await RawExchange.run(port: port, sending: Self.head(token, length: 50_000_000))
                #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
                #expect(answer.lowercased().contains("\r\nconnection: close\r\n"))
            }
        }
    }

    @Test("A short body is read to its end, and the connection stays open")
    func shortBody() async throws {
        try await ServerFixture.with(.live) { fixture async throws in
            let port = try #require(fixture.client.port)
            let body = String(repeating: "x", count: 60_000)
            let next = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            let answer = try await RawExchange.run(
                port: port, sending: Self.head("unknown", length: body.utf8.count) + body + next)
            let statuses = answer.matches(of: /HTTP\/1\.1 (\d\d\d)/).map { String($0.1) }
            #expect(statuses == ["401", "200"])
        }
    }

    @Test(
        "A body that waits for 100 Continue is not asked for, and the connection is closed without it",
        .timeLimit(.minutes(1)))
    func waitingBody() async throws {
        try await ServerFixture.with(.live) { fixture async throws in
            let port = try #require(fixture.client.port)
            let head = Self.head("unknown", length: 100).replacing("\r\n\r\n", with: "\r\nExpect: 100-continue\r\n\r\n")
            let answer = try await RawExchange.run(port: port, sending: head)
            #expect(answer.hasPrefix("HTTP/1.1 401 ") && answer.contains("connection: close\r\n"), "\(answer)")
        }
    }

    @Test("Requests after a refusal that closes the connection are not processed")
    func nothingAfter() async throws {
        try await ServerFixture.with(.live) { fixture async throws in
            let port = try #require(fixture.client.port)
            let before = try await fixture.everything()
            let body = String(repeating: "x", count: 2_000_000)
            let event = #"{"eventType":"a:b","payload":{}}"#
            let text = Self.head("unknown", length: body.utf8.count) + body + Self.head("mia", length: event.utf8.count)
            let answer = try await RawExchange.run(port: port, sending: text + event, until: "}")
            #expect(answer.hasPrefix("HTTP/1.1 401 "))
            #expect(try await fixture.everything() == before)
        }
    }

    @Test("Refusals are counted by kind and logged with their address, within the log's limits")
    func counted() async throws {
        let log = LogRecorder()
        let metrics = PrometheusMetrics()
        let time = ManualTime()
        let refusals = Refusals(metrics: metrics, logger: log.logger(), time: time)
        for _ in 0..<100 { refusals.note(.forbidden, from: IPAddress("192.0.2.1"), ["route": "/x"]) }
        refusals.note(.unauthorized, from: nil)
        time.advance(seconds: 1)
        refusals.note(.tooMany, from: IPAddress("2001:db8::1"))
        let text = TextExposition(metrics.samples(), isForAdmin: false).text
        #expect(text.contains("perfsee_http_refused_total{kind=\"forbidden\"} 100\n"))
        #expect(text.contains("perfsee_http_refused_total{kind=\"unauthorized\"} 1\n"))
        #expect(log.texts.count == 21)
        #expect(log.texts.first == "A client was refused address=192.0.2.1 kind=forbidden route=/x")
        #expect(log.texts.last == "A client was refused address=2001:db8::1 kind=too_many left_out=81")
    }

    @Test("Refusals by the API and by pages are counted")
    func ofRequests() async throws {
        try await ServerFixture.with { fixture async throws in
            _ = try await fixture.get("projects", as: nil)
            _ = try await fixture.get("projects/shop/deliveries", as: "ron")
            let visitor = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            #expect(try await visitor.get("/shop/deliveries").status == 403)
            let text = try await fixture.get("/metrics", as: nil).text
            #expect(text.contains("perfsee_http_refused_total{kind=\"unauthorized\"} 1\n"))
            #expect(text.contains("perfsee_http_refused_total{kind=\"forbidden\"} 2\n"))
        }
    }
}
