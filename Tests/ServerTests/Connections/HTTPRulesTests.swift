import HTTPTypes
import HummingbirdTesting
import Server
import Testing

@Suite("HTTP rules")
struct HTTPRulesTests {
    private static func answer(to request: String, until end: String? = nil) async throws -> String {
        let answers = AsyncStream<String>.makeStream()
        try await ServerFixture.with(.live) { fixture async throws in
            let port = try #require(fixture.client.port)
            answers.continuation.yield(try await RawExchange.run(port: port, sending: request, until: end))
        }
        return try #require(await answers.stream.first { _ in true })
    }

    @Test(
        "A request without exactly one valid Host is a 400 and the last on its connection",
        arguments: [
            "GET /healthz HTTP/1.1\r\n\r\n", "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost: a\r\nhOST: b\r\n\r\n", "GET /healthz HTTP/1.1\r\nHost: a b<>\r\n\r\n",
            "GET /healthz HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", "GET /healthz HTTP/1.1\r\nHost: a, b\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost: a/b\r\n\r\n",
        ])
    func hosts(_ request: String) async throws {
        let answer = try await Self.answer(to: request)
        #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
        #expect(answer.contains("application/problem+json") && answer.contains("connection: close"))
    }

    @Test(
        "A request with exactly one valid Host is answered",
        arguments: ["a", "a.example:8080", "[::1]:80", "", "127.0.0.1"])
    func host(_ host: String) async throws {
        let request = "GET /healthz HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n"
        #expect(try await Self.answer(to: request).hasPrefix("HTTP/1.1 200 "))
    }

    @Test(
        "HTTP/1.0 needs no Host, and its connection is closed after the answer, whatever it asks for",
        arguments: ["", "Connection: keep-alive\r\n"])
    func oldVersion(_ header: String) async throws {
        let answer = try await Self.answer(to: "GET /healthz HTTP/1.0\r\n\(header)\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.contains("onnection: close"))
    }

    @Test("An endless answer is not chunked for HTTP/1.0")
    func oldVersionStream() async throws {
        let request =
            "GET /api/v1/projects/shop/deliveries/stream HTTP/1.0\r\nAuthorization: Bearer mia\r\n"
            + "Last-Event-ID: of-another-start\r\n\r\n"
        let answer = try await Self.answer(to: request, until: "event: reset")
        #expect(answer.hasPrefix("HTTP/1.0 200 ") && !answer.lowercased().contains("transfer-encoding"), "\(answer)")
    }

    @Test(
        "An unknown method is a 405 that names the known ones",
        arguments: ["BREW", "get", "X"])
    func unknownMethod(_ method: String) async throws {
        let answer = try await Self.answer(to: "\(method) /api/v1/projects HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 405 "), "\(answer)")
        #expect(answer.contains("llow: GET, HEAD, POST, PUT, PATCH, DELETE\r\n"))
    }

    @Test("A method that a path does not support is a 405 that names the supported ones, on pages as well")
    func methodOfAnother() async throws {
        try await ServerFixture.with { fixture async throws in
            let brew = try #require(HTTPRequest.Method("PROPFIND"))
            let expected = [
                ("projects", "POST, GET, HEAD"), ("/healthz", "GET, HEAD"), ("/sign-in", "GET, POST, HEAD"),
                ("/shop/live", "GET, HEAD"), ("projects/none", "GET, PATCH, DELETE, HEAD"),
            ]
            for (path, methods) in expected {
                let answer = try await fixture.send(brew, path)
                #expect(answer.status == 405, "\(path)")
                let allowed = Set((answer.headers[.allow] ?? "").split(separator: ", "))
                #expect(allowed.isSuperset(of: methods.split(separator: ", ")), "\(path): \(allowed)")
            }
            #expect(try await fixture.send(brew, "nothing/at/all/here").status == 404)
            #expect(try await fixture.send(.delete, "/sign-in", as: nil).status == 405)
        }
    }

    @Test("An offer of another protocol is ignored, and the connection closed, because what follows is unknown")
    func upgrade() async throws {
        let request = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
        let answer = try await Self.answer(to: request)
        #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.contains("connection: close"))
    }

    @Test(
        "A client that waits for 100 Continue gets it, however the header is written",
        .timeLimit(.minutes(1)),
        arguments: ["100-continue", "100-Continue", "100-continue\r\nExpect: 100-continue", "later, 100-continue"])
    func expectation(_ value: String) async throws {
        let request =
            "POST /api/v1/projects/shop/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer mia\r\n"
            + "Content-Type: application/json\r\nContent-Length: 100\r\nExpect: \(value)\r\n\r\n"
        #expect(try await Self.answer(to: request, until: "\r\n\r\n").hasPrefix("HTTP/1.1 100 "))
    }

    @Test("Pipelined requests are answered in order, up to 64 besides the one in progress")
    func pipelining() async throws {
        let one = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
        let last = "GET /readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        let few = try await Self.answer(to: String(repeating: one, count: 50) + last)
        #expect(few.matches(of: /HTTP\/1\.1 200/).count == 51)
        let many = try await Self.answer(to: String(repeating: one, count: 1_000))
        #expect(many.matches(of: /HTTP\/1\.1 200/).count == 65)
    }

    @Test("Invalid HTTP among pipelined requests is refused once all requests before it are answered")
    func garbage() async throws {
        let one = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
        let answer = try await Self.answer(to: one + one + "\u{0}\u{0}\r\n" + one)
        let statuses = answer.matches(of: /HTTP\/1\.1 (\d\d\d)/).map { String($0.1) }
        #expect(statuses.count == 3 && statuses.dropLast() == ["200", "200"], "\(statuses)")
        #expect(["400", "405"].contains(statuses.last ?? ""))
    }

    @Test("A PATCH without a body is a 400, and one with an empty object changes nothing")
    func emptyPatch() async throws {
        try await ServerFixture.with { fixture async throws in
            let hook = "projects/shop/webhooks/\(try await fixture.makeWebhook())"
            for path in ["projects/shop", hook] {
                let before = try await fixture.get(path).text
                #expect(try await fixture.send(.patch, path).status == 400, "\(path)")
                let kept = try await fixture.patch(path, "{}")
                #expect(kept.status == 200 && kept.text == before, "\(path)")
            }
        }
    }

    @Test("Browsers are told to stay with HTTPS only if the public URL uses it")
    func transportSecurity() async throws {
        for (url, expected) in [("https://perfsee.example", "max-age=31536000"), ("http://perfsee.example", nil)] {
            try await ServerFixture.with(publicURL: url) { fixture async throws in
                for path in ["/healthz", "/sign-in", "/nothing", "projects"] {
                    #expect(
                        try await fixture.get(path, as: nil).headers[.strictTransportSecurity] == expected, "\(path)")
                }
            }
        }
    }
}
