import HTTPTypes
import HummingbirdTesting
import Server
import TestSupport
import Testing

@Suite("A crowd of callers", .timeLimit(.minutes(5)))
struct CrowdTests {
    /// Sends a request, and holds the connection open once its answer has begun to arrive.
    private static func hold(
        _ request: String, _ port: Int, in tasks: inout ThrowingTaskGroup<String, any Error>
    ) async -> String {
        let answer = AsyncStream<String>.makeStream()
        tasks.addTask {
            defer { answer.continuation.finish() }
            return try await RawExchange.run(port: port, sending: request, until: "never") { text in
                answer.continuation.yield(text)
            }
        }
        return await answer.stream.first { $0.contains("\r\n\r\n") } ?? ""
    }

    private static let health = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let stream =
        "GET /api/v1/projects/shop/deliveries/stream HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer mia\r\n\r\n"

    private static func limits(_ change: (inout ConnectionLimits) -> Void) -> ConnectionLimits {
        var limits = ConnectionLimits()
        change(&limits)
        return limits
    }

    @Test("If an address has its share of connections, the oldest unproven one makes room for the next")
    func makesRoom() async throws {
        try await ServerFixture.with(.live, connections: Self.limits { $0.accepted = 8 }) { fixture async throws in
            let port = try #require(fixture.client.port)
            // The client's own connection is proven, and stays.
            #expect(try await fixture.get("projects").status == 200)
            try await withThrowingTaskGroup(of: String.self) { tasks async throws in
                for _ in 0..<4 {
                    #expect(await Self.hold(Self.health, port, in: &tasks).hasPrefix("HTTP/1.1 200 "))
                }
                // Exactly one has ended.
                #expect(try await tasks.next()?.hasPrefix("HTTP/1.1 200 ") == true)
                #expect(try await fixture.get("projects").status == 200)
                let metrics = try await fixture.get("/metrics", as: nil).text
                #expect(metrics.contains("perfsee_http_refused_total{kind=\"address\"} 1\n"))
                #expect(metrics.contains("perfsee_http_connections 4\n"))
                tasks.cancelAll()
            }
        }
    }

    @Test("A token has 10 event streams, and a free place again when one has ended")
    func streams() async throws {
        try await ServerFixture.with(.live) { fixture async throws in
            let port = try #require(fixture.client.port)
            try await withThrowingTaskGroup(of: String.self) { tasks async throws in
                for _ in 0..<10 {
                    #expect(await Self.hold(Self.stream, port, in: &tasks).hasPrefix("HTTP/1.1 200 "))
                }
                let refused = try await fixture.get("projects/shop/deliveries/stream")
                #expect(refused.status == 429 && refused.headers[.retryAfter] == "5")
                #expect(refused.detail.contains("with this token"))
                let metrics = try await fixture.get("/metrics", as: nil).text
                #expect(metrics.contains("perfsee_http_streams 10\n"))
                tasks.cancelAll()
            }
            while try await fixture.get("/metrics", as: nil).text.contains("perfsee_http_streams 10\n") {
                await Pause.beforeNextLook()
            }
            try await withThrowingTaskGroup(of: String.self) { tasks async throws in
                #expect(await Self.hold(Self.stream, port, in: &tasks).hasPrefix("HTTP/1.1 200 "))
                tasks.cancelAll()
            }
        }
    }

    @Test("Bodies in progress have a share of memory per account, and give it back when they are answered")
    func memory() async throws {
        let limits = BodyLimits(event: 200_000, archive: 65_536, other: 2_048)
        let connections = Self.limits { $0.bodyBytes = 256 << 10 }
        try await ServerFixture.with(.live, limits: limits, connections: connections) { fixture async throws in
            let filler = String(repeating: "x", count: 100_000)
            let large = #"{"eventType":"a:b","payload":{"a":"\#(filler)"}}"#
            let answer = try await fixture.post("projects/shop/events", large)
            #expect(answer.status == 429 && answer.headers[.retryAfter] == "5", "\(answer.text)")
        }
        try await ServerFixture.with(.live, limits: limits) { fixture async throws in
            let filler = String(repeating: "x", count: 100_000)
            let large = #"{"eventType":"a:b","payload":{"a":"\#(filler)"}}"#
            for _ in 0..<3 { #expect(try await fixture.post("projects/shop/events", large).status == 202) }
            #expect(try await fixture.get("/metrics", as: nil).text.contains("perfsee_http_body_bytes 0\n"))
        }
    }

    @Test("Uploads have places, shared out by account")
    func uploads() async throws {
        try await ServerFixture.with(.live, connections: Self.limits { $0.uploads = 4 }) { fixture async throws in
            let port = try #require(fixture.client.port)
            let head =
                "POST /api/v1/\(ServerFixture.upload) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer mia\r\n"
                + "Content-Length: 9000\r\nExpect: 100-continue\r\n\r\n"
            try await withThrowingTaskGroup(of: String.self) { tasks async throws in
                #expect(await Self.hold(head, port, in: &tasks).hasPrefix("HTTP/1.1 100 "))
                #expect(try await fixture.send(.post, ServerFixture.upload, bytes: [1]).status == 429)
                #expect(try await fixture.send(.post, ServerFixture.upload, as: "root", bytes: [1]).status == 201)
                tasks.cancelAll()
            }
        }
    }
}
