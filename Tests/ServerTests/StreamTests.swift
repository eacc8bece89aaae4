import Domain
import HTTPTypes
import HummingbirdTesting
import Signing
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

    /// What ends mia's right to read the stream.
    private enum Revocation: CaseIterable {
        case token, role, membership, project

        func make(_ fixture: ServerFixture) async throws {
            let (store, now) = (fixture.store, fixture.time.now())
            let mia = try #require(try await store.authenticate(hash: TokenText("mia").hash.bytes, at: now))
            let shop = try #require(try await store.project("shop")).number
            switch self {
            case .token: _ = try await store.revokeToken(mia.token.id, of: mia.account.id, .revoked)
            case .role: try await store.setRole(.read, of: mia.account.id, in: shop, at: now)
            case .membership: try await store.setRole(nil, of: mia.account.id, in: shop, at: now)
            case .project: _ = try await store.deleteProject(shop, at: now)
            }
        }
    }

    @Test(
        "An open stream ends without another change once its reader has lost the right to read it",
        .timeLimit(.minutes(1)), arguments: Revocation.allCases)
    private func revoked(_ revocation: Revocation) async throws {
        try await ServerFixture.with(.live) { fixture async throws in
            _ = try await fixture.makeWebhook()
            let begun = AsyncStream<Void>.makeStream()
            let port = try #require(fixture.client.port)
            async let text = Self.request(port, after: "of-another-start", until: "\r\n0\r\n\r\n") { text in
                if text.contains("event: reset\n") { begun.continuation.finish() }
            }
            for await _ in begun.stream {}
            let shop = try #require(try await fixture.store.project("shop"))
            try await revocation.make(fixture)
            let type = EventType(stored: "a:after")
            _ = try? await fixture.store.accept(
                NewEvent(
                    owner: .project(shop.number), eventType: type, body: EventBody(eventType: type, payload: "{}".utf8)),
                at: fixture.time.now(), once: nil)
            let all = try await text
            #expect(all.hasPrefix("HTTP/1.1 200 ") && !all.contains("a:after"), "\(all)")
        }
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
