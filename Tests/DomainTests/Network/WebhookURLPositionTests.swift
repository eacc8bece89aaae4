import Domain
import Testing

@Suite("The character that is wrong in a URL")
struct WebhookURLPositionTests {
    @Test(
        "Its position is counted in characters from 1",
        arguments: [
            ("https://u@h/", 10), ("http://[::1/", 8), ("http://[::1]x/", 13), ("http://a.b-.c/", 11),
            ("http://-a/", 8), ("http://a b/", 9), ("http://h:/", 9), ("http://h:", 9), ("http://h:0/", 10),
            ("http://h:1a/", 11), ("http://[::1]:99999/", 14), ("http://h/a b", 11), ("http://h/?😀", 11),
            ("http://h/a#b", 11), ("http://h#b", 9), ("http://h/ ", 10), ("http://h/\u{301}x", 10),
        ])
    func position(_ text: String, _ position: Int) {
        let fault = #expect(throws: WebhookURLFault.self) { try WebhookURL(new: text) }
        #expect(fault?.position(in: text) == position, "\(String(describing: fault))")
    }

    @Test(
        "A fault without a wrong character has no position",
        arguments: [
            "", "ftp://h/", "http:/h", "http://", "http:///a", "http://a..b/", "http://1.2.3.4.5/",
            "http://" + String(repeating: "a", count: 1_100),
        ])
    func none(_ text: String) {
        let fault = #expect(throws: WebhookURLFault.self) { try WebhookURL(new: text) }
        #expect(fault != nil && fault?.position(in: text) == nil)
    }
}
