import HTTPTypes
import HummingbirdTesting
import Server
import Testing

@Suite("Over a socket")
struct LiveTests {
    @Test("a large upload is streamed in and out again")
    func streams() async throws {
        let limits = BodyLimits(event: 4_096, archive: 8 << 20, other: 2_048)
        try await House.with(.live, limits: limits) { house async throws in
            let archive = (0..<(3 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let answer = try await house.send(.post, House.upload, bytes: archive)
            #expect(answer.status == 201, "\(answer.text)")
            #expect(try await house.get("projects/shop/artifacts/1/build").bytes == archive)
        }
    }

    @Test("what announces itself as too large is refused before any of it is sent")
    func refusesUnread() async throws {
        try await House.with(.live) { house async throws in
            let port = try #require(house.client.port)
            let head =
                "POST /api/v1/projects/shop/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer mia\r\n"
                + "Content-Type: application/json\r\nContent-Length: 900000000\r\n\r\n"
            let answer = try await RawExchange.run(port: port, sending: head)
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.lowercased().contains("\r\nconnection: close\r\n"))
        }
    }

    @Test("an upload that its client breaks off leaves nothing behind")
    func brokenOff() async throws {
        try await House.with(.live) { house async throws in
            let port = try #require(house.client.port)
            let head =
                "POST /api/v1/\(House.upload) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer mia\r\n"
                + "Content-Length: 60000\r\n\r\nonly so much"
            _ = try await RawExchange.run(port: port, sending: head, thenCloses: true)
            #expect(try await house.get("projects/shop/artifacts")["items"]?.items.isEmpty == true)
        }
    }
}
