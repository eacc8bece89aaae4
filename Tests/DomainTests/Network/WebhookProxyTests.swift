import Domain
import Testing

@Suite("The proxy for webhooks")
struct WebhookProxyTests {
    @Test(
        "Its URL names a host and a port, and may have credentials",
        arguments: [
            ("http://proxy.example:3128", "proxy.example:3128", nil),
            ("HTTP://Proxy.Example:80/", "proxy.example:80", nil), ("http://[FD00::1]:3128", "[fd00::1]:3128", nil),
            ("http://10.1.2.3:8080", "10.1.2.3:8080", nil),
            ("http://user:secret@proxy.example:3128", "proxy.example:3128", "Basic dXNlcjpzZWNyZXQ="),
            ("http://user@proxy.example:3128", "proxy.example:3128", "Basic dXNlcjo="),
            ("http://u:p%40s%2Fs:@proxy.example:3128", "proxy.example:3128", "Basic dTpwQHMvczo="),
            ("http://u:p@ss,word@proxy.example:3128", "proxy.example:3128", "Basic dTpwQHNzLHdvcmQ="),
        ] as [(String, String, String?)])
    func parts(_ text: String, _ place: String, _ authorization: String?) throws {
        let proxy = try #require(WebhookProxy(text))
        #expect("\(proxy)" == place)
        #expect(proxy.authorization == authorization)
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", "proxy.example:3128", "http://proxy.example", "http://proxy.example:0", "http://:3128",
            "https://proxy.example:3128", "socks5://proxy.example:1080", "http://proxy.example:3128/path",
            "http://proxy.example:3128?x", "http://proxy.example:3128#x", "http://:secret@proxy.example:3128",
            "http://u%3Aser:secret@proxy.example:3128", "http://u:%zz@proxy.example:3128", "http://a b:3128",
            "http://proxy.example:3128\r\nX: y", "http://pröxy.example:3128",
        ])
    func refused(_ text: String) {
        #expect(WebhookProxy(text) == nil)
    }
}
