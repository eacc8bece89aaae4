import Domain
import HTTPTypes
import HummingbirdTesting
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("The delivery stream")
struct StreamTests {
    private static func request(
        _ port: Int, after id: String, until end: String = "event: reset\n",
        onReceiving: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> String {
        try await RawExchange.run(
            port: port,
            sending: "GET /api/v1/projects/shop/deliveries/stream HTTP/1.1\r\nHost: a\r\n"
                + "Authorization: Bearer mia\r\nLast-Event-ID: \(id)\r\n\r\n",
            until: end, onReceiving: onReceiving)
    }

    @Test("A reader that resumes after an unknown change is told to read the list again")
    func reset() async throws {
        try await ServerFixture.with(.live) { fixture async throws in
            let text = try await Self.request(try #require(fixture.client.port), after: "of-another-start")
            #expect(text.hasPrefix("HTTP/1.1 200 "))
            #expect(text.lowercased().contains("content-type: text/event-stream"))
            #expect(text.contains("event: reset\n"), "\(text)")
        }
    }

    @Test("A reader that reconnects continues after the last change it has seen", .timeLimit(.minutes(1)))
    func goesOn() async throws {
        try await ServerFixture.with(.live) { fixture async throws in
            _ = try await fixture.makeWebhook()
            let shop = try #require(try await fixture.store.project("shop"))
            var changes = fixture.store.changes(in: shop.number, after: nil).makeAsyncIterator()
            let path = "projects/shop/events"
            #expect(try await fixture.post(path, #"{"eventType":"a:first","payload":{}}"#).status == 202)
            let seen = try #require(await changes.next())
            #expect(try await fixture.post(path, #"{"eventType":"a:second","payload":{}}"#).status == 202)
            let text = try await Self.request(try #require(fixture.client.port), after: seen.id, until: "a:second")
            #expect(text.contains("event: delivery\ndata: {"))
            #expect(!text.contains("a:first"))
        }
    }

    @Test("An open stream does not delay a server's shutdown", .timeLimit(.minutes(1)))
    func endsWithTheServer() async throws {
        let port = AsyncStream<Int>.makeStream()
        let begun = AsyncStream<Void>.makeStream()
        async let text = {
            guard let port = await port.stream.first(where: { _ in true }) else { return "" }
            return try await Self.request(port, after: "of-another-start", until: "never") { _ in
                begun.continuation.finish()
            }
        }()
        try await ServerFixture.with(.live) { fixture async throws in
            port.continuation.yield(try #require(fixture.client.port))
            for await _ in begun.stream {}
        }
        #expect(try await text.contains("event: reset\n"))
    }

    @Test("Readers of the project and strangers are refused")
    func refuses() async throws {
        try await ServerFixture.with { fixture async throws in
            for (token, status) in [("ron", 403), ("mia-read", 403), ("sue", 404), ("unknown", 401)] {
                #expect(try await fixture.get("projects/shop/deliveries/stream", as: token).status == status)
            }
        }
    }
}
