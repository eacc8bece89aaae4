import Domain
import Testing

@Suite("A webhook's URL")
struct WebhookURLTests {
    @Test(
        "A URL is parsed into its parts",
        arguments: [
            ("http://example.com", "example.com", 80, "/"),
            ("HTTPS://Example.COM:443/a/b?c=d", "example.com", 443, "/a/b?c=d"),
            ("https://example.com:8443?x", "example.com:8443", 8443, "/?x"),
            ("http://[2001:DB8::1]:81/x", "[2001:db8::1]:81", 81, "/x"),
            ("http://0x7f000001/", "127.0.0.1", 80, "/"), ("http://my_host.internal./", "my_host.internal", 80, "/"),
            ("http://h:80/%41", "h", 80, "/%41"), ("http://h:0080/@:[]", "h", 80, "/@:[]"),
        ])
    func parts(_ text: String, _ authority: String, _ port: Int, _ target: String) throws {
        for url in [try WebhookURL(text), try WebhookURL(new: text)] {
            #expect(url.authority == authority)
            #expect(url.origin.port == port)
            #expect(url.requestTarget == target)
        }
    }

    @Test(
        "What is not sent as it is written is refused for a new webhook, and sent for one that is stored",
        arguments: [
            ("HTTPS://Example.COM:443/a/b?c=d#e", 443, "/a/b?c=d", .fragment),
            ("https://h/a#\u{FE0F}e", 443, "/a", .fragment), ("https://h#\u{FE0F}e", 443, "/", .fragment),
            ("https://h?#", 443, "/?", .fragment),
            (
                "https://h/\u{301}a?\u{FE0F}b", 443, "/%CC%81a?%EF%B8%8Fb",
                .unencoded(character: "\u{301}", encoded: "%CC%81")
            ),
            ("http://h/ä b", 80, "/%C3%A4%20b", .unencoded(character: "ä", encoded: "%C3%A4")),
            ("http://h/a b", 80, "/a%20b", .unencoded(character: " ", encoded: "%20")),
            ("http://h/a ", 80, "/a%20", .spaceAtEnd),
            ("http://h?<>", 80, "/?%3C%3E", .unencoded(character: "<", encoded: "%3C")),
            ("http://h/\\", 80, "/%5C", .unencoded(character: "\\", encoded: "%5C")),
            ("http://h:/", 80, "/", .emptyPort), ("https://h:", 443, "/", .emptyPort),
            ("https://h:?:", 443, "/?:", .emptyPort), ("https://[::1]:/", 443, "/", .emptyPort),
        ] as [(String, Int, String, WebhookURLFault)])
    func stored(_ text: String, _ port: Int, _ target: String, _ fault: WebhookURLFault) throws {
        let url = try WebhookURL(text)
        #expect(url.origin.port == port && url.requestTarget == target)
        #expect(throws: fault) { try WebhookURL(new: text) }
    }

    @Test(
        "What is not a webhook's URL is refused",
        arguments: [
            ("", .scheme), ("ftp://example.com", .scheme), ("example.com", .scheme), ("//example.com/", .scheme),
            (" http://example.com/", .scheme), ("http:/example.com/", .scheme), ("http:\\\\example.com", .scheme),
            ("http\u{17F}://example.com", .scheme), ("http:/\u{301}/example.com", .scheme), ("http:", .scheme),
            ("http://", .noHost), ("http:///x", .noHost), ("http://?x", .noHost), ("http://#", .noHost),
            ("http://:80/", .noHost), ("http://::1/", .noHost), ("http://u:p@example.com/", .userInfo),
            ("http://@example.com/", .userInfo), ("http://127.0.0.1@example.com/", .userInfo),
            ("http://a\\@b/", .userInfo), ("http://a@\u{301}b/", .userInfo), ("http://example.com:0/", .port),
            ("http://example.com:65536/", .port), ("http://example.com:8a/", .port),
            ("http://example.com:+80/", .port), ("http://example.com:80:80/", .port),
            ("http://example.com:8\u{FF10}/", .port), ("http://example.com: 80/", .port), ("http://[::1/", .notIPv6),
            ("http://[127.0.0.1]/", .notIPv6), ("http://[::1%25lo]/", .notIPv6), ("http://[[::1]]/", .notIPv6),
            ("http://[v1.::1]/", .notIPv6), ("http://[::1]x/", .afterBracket),
            ("http://[::1].example.com/", .afterBracket), ("http://a..b/", .notHostName(host: "a..b")),
            ("http://-a/", .notHostName(host: "-a")), ("http://.a/", .notHostName(host: ".a")),
            ("http://a../", .notHostName(host: "a..")), ("http://a b/", .notHostName(host: "a b")),
            ("http://a%41/", .notHostName(host: "a%41")), ("http://./", .notHostName(host: ".")),
            ("http://a,127.0.0.1/", .notIPv4(host: "a,127.0.0.1")),
            ("http://bücher.example/", .hostNotASCII(host: "bücher.example")),
            ("http://1.2.3.4.5/", .notIPv4(host: "1.2.3.4.5")), ("http://256.0.0.1/", .notIPv4(host: "256.0.0.1")),
            ("http://a.0x1/", .notIPv4(host: "a.0x1")), ("http://127.0.0.1../", .notIPv4(host: "127.0.0.1..")),
            ("http://a/\r\nX: y", .controlCharacter), ("http://a\u{0}.b/", .controlCharacter),
            ("http://a/\u{7F}", .controlCharacter),
            ("http://\(String(repeating: "a", count: 64))/", .notHostName(host: String(repeating: "a", count: 64))),
            ("http://a/" + String(repeating: "x", count: 1024), .tooLong(maximum: 1024)),
        ] as [(String, WebhookURLFault)])
    func refused(_ text: String, _ fault: WebhookURLFault) {
        #expect(throws: fault) { try WebhookURL(text) }
        #expect(throws: fault) { try WebhookURL(new: text) }
    }

    @Test(
        "Every spelling of an IPv4 address is that address, for a new webhook and a stored one",
        arguments: [
            "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0x7F.1", "0177.0.0.1",
            "017700000001", "127.0.0.1.", "127.000.000.001", "0x7f.0x0.0x0.0x1",
        ])
    func spellings(_ host: String) throws {
        for url in [try WebhookURL("http://\(host)/"), try WebhookURL(new: "http://\(host)/")] {
            #expect(url.host == .address(.v4(0x7F00_0001)))
            let network = try CIDR(parsing: "127.0.0.0/8")
            let block = EgressBlock.notPublic(host: "127.0.0.1", kind: .loopback, network: network)
            #expect(EgressPolicy().block(of: url) == block)
        }
    }

    @Test(
        "Every other spelling of this machine is judged as what it means",
        arguments: [
            ("[::ffff:127.0.0.1]", "[::ffff:127.0.0.1]", "127.0.0.0/8"), ("[::1]", "[::1]", "::1/128"),
            ("[0:0:0:0:0:0:0:1]", "[::1]", "::1/128"), ("[::]", "[::]", "::/128"), ("0", "0.0.0.0", "0.0.0.0/8"),
            ("localhost.", "localhost", "127.0.0.0/8"), ("LOCALHOST", "localhost", "127.0.0.0/8"),
            ("a.localhost.", "a.localhost", "127.0.0.0/8"),
            ("localhost.localdomain", "localhost.localdomain", "127.0.0.0/8"),
        ])
    func machine(_ host: String, _ read: String, _ network: String) throws {
        for url in [try WebhookURL("http://\(host)/"), try WebhookURL(new: "http://\(host)/")] {
            #expect(url.authority == read)
            guard case .notPublic(read, _, let found)? = EgressPolicy().block(of: url) else {
                Issue.record("\(host) may be sent to")
                continue
            }
            #expect("\(found)" == network)
        }
    }

    @Test(
        "A host whose ASCII form others would compute is refused, for a new webhook and a stored one",
        arguments: [
            "１２７.０.０.１", "127。0。0。1", "127．0．0．1", "127｡0｡0｡1", "①②⑦.0.0.1", "٠.٠.٠.٠", "१२७.0.0.1", "ⅼocalhost",
            "localhoſt", "lоcalhost", "\u{200B}localhost", "local\u{AD}host", "localhost\u{2024}", "127.0.0.1\u{301}",
        ])
    func wide(_ host: String) {
        #expect(throws: WebhookURLFault.hostNotASCII(host: host)) { try WebhookURL("http://\(host)/") }
        #expect(throws: WebhookURLFault.hostNotASCII(host: host)) { try WebhookURL(new: "http://\(host)/") }
    }

    @Test(
        "Nothing in a host is decoded",
        arguments: [
            ("%31%32%37.0.0.1", .notIPv4(host: "%31%32%37.0.0.1")),
            ("127%2e0%2e0%2e1", .notHostName(host: "127%2e0%2e0%2e1")),
            ("%6cocalhost", .notHostName(host: "%6cocalhost")), ("localhost%2e", .notHostName(host: "localhost%2e")),
            ("localhost%00.a.example", .notHostName(host: "localhost%00.a.example")),
            ("a.example%40127.0.0.1", .notIPv4(host: "a.example%40127.0.0.1")),
            ("%EF%BC%91.example", .notHostName(host: "%EF%BC%91.example")),
        ] as [(String, WebhookURLFault)])
    func encoded(_ host: String, _ fault: WebhookURLFault) {
        #expect(throws: fault) { try WebhookURL("http://\(host)/") }
        #expect(throws: fault) { try WebhookURL(new: "http://\(host)/") }
    }

    @Test("Two spellings of one origin are the same origin, and another port or scheme is another")
    func origins() throws {
        let origin = try WebhookURL("http://Example.com./a?b#c").origin
        #expect(try WebhookURL("HTTP://example.com:80").origin == origin)
        for other in ["https://example.com", "http://example.com:81", "http://www.example.com"] {
            #expect(try WebhookURL(other).origin != origin)
        }
    }
}
