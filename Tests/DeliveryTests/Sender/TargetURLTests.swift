import Domain
import Testing

@testable import Delivery

@Suite("A webhook's URL")
struct TargetURLTests {
    @Test(
        "A URL is parsed into its parts",
        arguments: [
            ("http://example.com", "example.com", 80, "/"),
            ("HTTPS://Example.COM:443/a/b?c=d#e", "example.com", 443, "/a/b?c=d"),
            ("https://example.com/a#\u{FE0F}e", "example.com", 443, "/a"),
            ("https://example.com/\u{301}a?\u{FE0F}b#\u{34F}", "example.com", 443, "/%CC%81a?%EF%B8%8Fb"),
            ("https://example.com#\u{FE0F}e", "example.com", 443, "/"),
            ("https://example.com:8443?x", "example.com:8443", 8443, "/?x"),
            ("http://[2001:DB8::1]:81/x", "[2001:db8::1]:81", 81, "/x"),
            ("http://0x7f000001/", "127.0.0.1", 80, "/"),
            ("http://my_host.internal./ä b", "my_host.internal", 80, "/%C3%A4%20b"),
            ("http://h:80/%41", "h", 80, "/%41"),
        ])
    func parts(_ text: String, _ authority: String, _ port: Int, _ target: String) throws {
        let url = try TargetURL(parsing: text)
        #expect(url.authority == authority)
        #expect(url.origin.port == port)
        #expect(url.requestTarget == target)
    }

    @Test(
        "An invalid URL is refused with a sentence",
        arguments: [
            ("", "must begin"), ("ftp://example.com", "must begin"), ("example.com", "must begin"),
            ("http://", "no host name"), ("http:///x", "no host name"), ("http://u:p@example.com/", "user name"),
            ("http://example.com:0/", "port"), ("http://example.com:65536/", "port"),
            ("http://example.com:8a/", "port"),
            ("http://::1/", "no host name"), ("http://[::1/", "brackets"), ("http://[127.0.0.1]/", "brackets"),
            ("http://[::1]x/", "After `]`"), ("http://a..b/", "not a host name"), ("http://-a/", "not a host name"),
            ("http://a b/", "not a host name"), ("http://a%41/", "not a host name"), ("http://a\\@b/", "user name"),
            ("http://bücher.example/", "xn--"), ("http://1.2.3.4.5/", "not an IPv4"),
            ("http://256.0.0.1/", "not an IPv4"),
            ("http://a.0x1/", "not an IPv4"), ("http://a/\r\nX: y", "control"),
            ("http://\(String(repeating: "a", count: 64)).example/", "not a host name"),
            ("http://a/" + String(repeating: "x", count: 1024), "longer than 1024"),
        ])
    func refused(_ text: String, _ complaint: String) {
        do throws(TargetURL.Invalid) {
            _ = try TargetURL(parsing: text)
            Issue.record("\(text) was taken")
        } catch {
            #expect(error.description.contains(complaint))
        }
    }

    @Test(
        "Every spelling of an IPv4 address is that address",
        arguments: [
            "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001",
            "127.0.0.1.",
        ])
    func spellings(_ host: String) throws {
        #expect(try TargetURL(parsing: "http://\(host)/").host == .address(.v4(0x7F00_0001)))
    }
}
