import PerfseeSDK
import Testing

@Suite("The API client behind a proxy", .timeLimit(.minutes(1)))
struct ProxyTests {
    private static func client(_ proxy: String) throws -> PerfseeClient {
        let proxy = try #require(ProxyServer(url: proxy))
        return try PerfseeClient(baseURL: "http://perfsee.invalid:8080", token: "psee_test", proxy: proxy)
    }

    private static func place(_ server: ScriptedServer) -> String {
        String(server.url.dropFirst("http://".count))
    }

    @Test("It asks the proxy for a connection, with the credentials of the proxy's URL and without the token")
    func connects() async throws {
        try await ScriptedServer.run([.init(status: 403)]) { server in
            let client = try Self.client("http://user:secret@\(Self.place(server))")
            let error = await #expect(throws: PerfseeClientError.self) { try await client.project("shop") }
            let request = try #require(server.requests.first)
            #expect(request.method == "CONNECT" && request.target == "perfsee.invalid:8080")
            #expect(request.headers["proxy-authorization"] == "Basic dXNlcjpzZWNyZXQ=")
            #expect(request.headers["authorization"] == nil)
            #expect(
                error?.description == "No Perfsee server could be reached at http://perfsee.invalid:8080 through the "
                    + "proxy \(Self.place(server)): the proxy refused the connection.")
        }
    }

    @Test("A proxy that wants credentials is named as the reason")
    func credentials() async throws {
        try await ScriptedServer.run([.init(status: 407)]) { server in
            let client = try Self.client(server.url)
            let error = await #expect(throws: PerfseeClientError.self) { try await client.project("shop") }
            #expect(error?.description.hasSuffix("the proxy requires a user name and password.") == true)
        }
    }

    @Test(
        "A proxy's URL is http or socks5 with a host",
        arguments: [
            ("http://proxy.example:3128", "proxy.example:3128"), ("proxy.example:3128/", "proxy.example:3128"),
            ("HTTP://u:p@proxy.example", "proxy.example:1080"), ("socks5h://[::1]:9050", "[::1]:9050"),
            ("https://proxy.example", nil), ("socks5://u:p@proxy.example", nil), ("http://proxy.example/path", nil),
            ("", nil), ("http://", nil), ("http://proxy.example?x", nil),
        ] as [(String, String?)])
    func urls(_ text: String, _ place: String?) {
        #expect(ProxyServer(url: text)?.description == place)
    }
}
