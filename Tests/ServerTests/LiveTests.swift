import HTTPTypes
import HummingbirdTesting
import Logging
import Server
import ServiceLifecycle
import Testing

@Suite("Over a socket")
struct LiveTests {
    @Test("A large upload is streamed in and out again")
    func streams() async throws {
        let limits = BodyLimits(event: 4_096, archive: 8 << 20, other: 2_048)
        try await ServerFixture.with(.live, limits: limits) { fixture async throws in
            let archive = (0..<(3 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let answer = try await fixture.send(.post, ServerFixture.upload, bytes: archive)
            #expect(answer.status == 201, "\(answer.text)")
            #expect(try await fixture.get("projects/shop/artifacts/1/build").bytes == archive)
        }
    }

    @Test("A body whose announced length is too large is refused before any of it is sent")
    func refusesUnread() async throws {
        try await ServerFixture.with(.live) { fixture async throws in
            let port = try #require(fixture.client.port)
            let head =
                "POST /api/v1/projects/shop/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer mia\r\n"
                + "Content-Type: application/json\r\nContent-Length: 900000000\r\n\r\n"
            let answer = try await RawExchange.run(port: port, sending: head, until: "}")
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.lowercased().contains("\r\nconnection: close\r\n"))
        }
    }

    @Test("A client that waits for 100 Continue gets it, but not if its request is refused anyway")
    func expectation() async throws {
        try await ServerFixture.with(.live) { fixture async throws in
            let port = try #require(fixture.client.port)
            for (token, status) in [("mia", "100"), ("unknown", "401"), ("ron", "403")] {
                let head =
                    "POST /api/v1/\(ServerFixture.upload) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n"
                    + "Content-Length: 9000\r\nExpect: 100-continue\r\n\r\n"
                let answer = try await RawExchange.run(port: port, sending: head, until: "\r\n\r\n")
                #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(token): \(answer)")
            }
        }
    }

    @Test("An interrupted upload leaves nothing behind")
    func brokenOff() async throws {
        try await ServerFixture.with(.live) { fixture async throws in
            let port = try #require(fixture.client.port)
            let head =
                "POST /api/v1/\(ServerFixture.upload) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer mia\r\n"
                + "Content-Length: 60000\r\n\r\nonly so much"
            let answer = try await RawExchange.run(port: port, sending: head, thenCloses: true, until: "}")
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
            #expect(try await fixture.get("projects/shop/artifacts")["items"]?.items.isEmpty == true)
        }
    }

    @Test("Any free port is taken and reported, and a graceful stop ends the server")
    func port() async throws {
        try await ServerFixture.with { fixture async throws in
            let (ports, told) = AsyncStream.makeStream(of: Int.self)
            let application = fixture.server.application { port in told.yield(port) }
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(services: [application], logger: Logger(label: "test")))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                let port = try #require(await ports.first { _ in true })
                #expect(port > 0)
                let request = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                #expect(try await RawExchange.run(port: port, sending: request).hasPrefix("HTTP/1.1 200 "))
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
        }
    }
}
