import Domain
import Testing

@testable import Server

@Suite("International domain names in webhooks' URLs")
struct InternationalURLTests {
    @Test(
        "A host is turned into its ASCII form, and nothing else",
        arguments: [
            ("http://bücher.example/hook?ä=ö#ü", "http://xn--bcher-kva.example/hook?ä=ö#ü"),
            ("https://BÜCHER.example:8443/", "https://xn--bcher-kva.example:8443/"),
            ("https://faß.de", "https://xn--fa-hia.de"), ("https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/"),
            ("http://１２７.０.０.１/", "http://127.0.0.1/"), ("http://127。0。0。1/", "http://127.0.0.1/"),
            ("http://example.com/ä", "http://example.com/ä"), ("http://[::1]/", "http://[::1]/"),
            ("http://ü@example.com/", "http://ü@example.com/"), ("no URL ü", "no URL ü"), ("http:/ü", "http:/ü"),
        ])
    func converted(_ text: String, _ ascii: String) throws {
        #expect(try InternationalURL.ascii(text) == ascii)
    }

    @Test(
        "What no domain name may have is named",
        arguments: [
            ("http://a\u{FFFD}b.example/", "\u{FFFD}"), ("http://bü\u{E000}.example/", "\u{E000}"),
            ("http://bü,b.example/", ","),
        ])
    func refused(_ text: String, _ character: String) {
        let fault = #expect(throws: WebhookURLFault.self) { try InternationalURL.ascii(text) }
        guard case .notInternational(_, character)? = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }

    @Test(
        "A label that is too long, or begins with a hyphen, is refused as a whole",
        arguments: [
            "http://-ü.example/", "http://\(String(repeating: "ü", count: 64)).example/",
        ])
    func wrong(_ text: String) {
        #expect(throws: WebhookURLFault.self) { try InternationalURL.ascii(text) }
    }
}
