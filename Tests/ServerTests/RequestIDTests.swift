import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Request ids")
struct RequestIDTests {
    private static func id(of answer: Answer) throws -> String {
        try #require(answer.headers[RequestID.header])
    }

    @Test("Every answer has an id of its own: of the API and the pages, refusals and errors included")
    func everywhere() async throws {
        try await ServerFixture.with { fixture async throws in
            var ids: Set<String> = []
            let requests: [(HTTPRequest.Method, String, String?)] = [
                (.get, "/healthz", nil), (.get, "/metrics", nil), (.get, "projects", "mia"), (.get, "projects", nil),
                (.get, "projects/none", "mia"), (.put, "projects/shop", "mia"), (.get, "/sign-in", nil),
                (.get, "/no/such/page", nil), (.head, "projects", "mia"), (.post, "projects", "mia"),
            ]
            for (method, path, token) in requests {
                let id = try Self.id(of: try await fixture.send(method, path, as: token))
                #expect(id.utf8.count == 32)
                #expect(ids.insert(id).inserted, "\(method) \(path)")
            }
        }
    }

    @Test("What is not even HTTP is answered with an id, which is in the log")
    func malformed() async throws {
        let log = LogRecorder()
        try await ServerFixture.with(.live, logger: log.logger()) { fixture async throws in
            let port = try #require(fixture.client.port)
            for text in ["nonsense\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"] {
                let answer = try await RawExchange.run(port: port, sending: text)
                let id = try #require(answer.firstMatch(of: /x-request-id: ([0-9a-f]{32})\r\n/.ignoresCase())?.1)
                #expect(log.texts.contains { $0.hasPrefix("A client was refused ") && $0.contains("request=\(id)") })
            }
        }
    }

    @Test(
        "An id that a client or a proxy sent is kept if it can be written as it is",
        arguments: [
            ("a", true), ("7f3c-9_B.c:d+e/f=@", true), (String(repeating: "a", count: 128), true),
            (String(repeating: "a", count: 129), false), ("", false), ("a b", false), ("a\tb", false), ("é", false),
            ("a\u{301}", false), ("<b>", false), ("a,b", false), ("\"", false),
        ])
    func given(_ text: String, _ isKept: Bool) {
        let id = RequestID(given: [text]).description
        #expect((id == text) == isKept)
        if !isKept { #expect(id.utf8.count == 32) }
    }

    @Test("Of several ids none is kept")
    func several() {
        #expect(!["a", "b"].contains(RequestID(given: ["a", "b"]).description))
    }

    @Test("All lines of a request have its id, from its refusal to its failure, which has method and path but no query")
    func lines() async throws {
        let log = LogRecorder()
        var logger = log.logger()
        logger.logLevel = .debug
        try await ServerFixture.with(logger: logger) { fixture async throws in
            let refused = try await fixture.send(
                .get, "projects", as: "unknown", headers: [RequestID.header: "from-proxy"])
            #expect(try Self.id(of: refused) == "from-proxy")
            #expect(log.texts.contains { $0.hasPrefix("A client was refused ") && $0.contains("request=from-proxy") })
            let event = try await fixture.post("projects/shop/events", #"{"eventType":"a","payload":{}}"#)
            let accepted = "An event was accepted deliveries=0 event=\(event["id"]?.int ?? 0) project=shop "
            #expect(log.texts.contains("\(accepted)request=\(try Self.id(of: event))"))
            try await fixture.store.close()
            let failed = try await fixture.get("projects/shop/webhooks/1?secret=1")
            #expect(failed.status == 503)
            let line = try #require(log.texts.first { $0.hasPrefix("A request failed ") })
            #expect(
                line.hasSuffix(" method=GET path=/api/v1/projects/shop/webhooks/1 request=\(try Self.id(of: failed))"),
                "\(line)")
            #expect(!line.contains("hb.request"))
        }
    }

    @Test(
        "A path in the log has no code that signs in, and is not longer than it may be",
        arguments: [
            ("/sign-in/secret", "/sign-in/{code}", "/sign-in/{code}"),
            ("/invite/secret", "/invite/{code}", "/invite/{code}"),
            ("/api/v1/projects/shop", "/api/v1/projects/{project}", "/api/v1/projects/shop"),
            ("/sing-in/secret", nil, "none"), ("/sing-in/secret", "NotFound", "none"),
            ("/" + String(repeating: "a", count: 1_000), "/{project}", "/" + String(repeating: "a", count: 255)),
        ])
    func path(_ path: String, _ template: String?, _ shown: String) {
        #expect(LoggedPath(path, template: template).description == shown)
    }
}
