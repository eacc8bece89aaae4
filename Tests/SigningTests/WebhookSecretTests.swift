import Signing
import Testing

@Suite("A webhook's secret")
struct WebhookSecretTests {
    @Test(
        "may be any text of 1 to 255 characters",
        arguments: [
            "1", " ", "whsec", "WHSEC_!", "秘密🔑", String(repeating: "é", count: 255),
            String(repeating: "🔑", count: 255), "whsec_AA", "whsec_AA==", "whsec_AAA=", "whsec_+/+/",
        ])
    func allowed(text: String) throws {
        #expect(try WebhookSecret(text).text == text)
    }

    @Test(
        "is refused where it is empty, too long, has control characters or is bad base64",
        arguments: [
            ("", InvalidSecret.empty),
            (String(repeating: "k", count: 256), .tooLong(256)),
            ("e\u{301}" + String(repeating: "k", count: 254), .tooLong(256)),
            ("line\n", .controlCharacter), ("\0", .controlCharacter), ("\u{7f}", .controlCharacter),
            ("\u{85}", .controlCharacter),
            ("whsec_", .notBase64), ("whsec_=", .notBase64), ("whsec_A", .notBase64), ("whsec_AAAAA", .notBase64),
            ("whsec_AA=", .notBase64), ("whsec_AA===", .notBase64), ("whsec_A A=", .notBase64),
            ("whsec_-_-_", .notBase64), ("whsec_AAAA====", .notBase64), ("whsec_é", .notBase64),
        ])
    func refused(text: String, reason: InvalidSecret) {
        #expect(throws: reason) { try WebhookSecret(text) }
    }

    @Test(
        "that is new is refused where it is probably a mistake; one that is in use works",
        arguments: [
            ("v1,whsec_AAAA", InvalidSecret.signaturePrefix), ("\u{FEFF}whsec_AAAA", .byteOrderMark),
            ("secret ", .surroundingSpace), (" secret", .surroundingSpace), ("secret\u{A0}", .surroundingSpace),
            ("sec\u{FFFD}ret", .notUTF8),
        ])
    func mistaken(text: String, reason: InvalidSecret) throws {
        #expect(throws: reason) { try WebhookSecret(new: text) }
        #expect(try WebhookSecret(text).text == text)
    }

    @Test("that is new is otherwise judged as any other")
    func new() throws {
        #expect(try WebhookSecret(new: "whsec_AAAA").text == "whsec_AAAA")
        #expect(try WebhookSecret(new: "two words, v1,").text == "two words, v1,")
        #expect(throws: InvalidSecret.controlCharacter) { try WebhookSecret(new: "line\n") }
        #expect(throws: InvalidSecret.empty) { try WebhookSecret(new: "") }
    }

    @Test("that is generated is whsec_ and the base64 of 32 bytes, another one each time")
    func generated() throws {
        let secret = WebhookSecret.generate()
        #expect(secret.text.hasPrefix("whsec_"))
        let bytes = try #require(Base64.standard.decode(String(secret.text.dropFirst(6))))
        #expect(bytes.count == 32)
        #expect(WebhookSecret.generate().text != secret.text)
        let parsed = try WebhookSecret(secret.text)
        let sign = { StandardWebhooksSignature.sign(id: "d", timestamp: 1, body: [1], with: $0) }
        #expect(sign(parsed) == sign(secret))
    }

    @Test("is generated the same from the same randomness")
    func seeded() {
        var (one, same, other) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1), SeededGenerator(seed: 2))
        let secret = WebhookSecret.generate(using: &one).text
        #expect(WebhookSecret.generate(using: &same).text == secret)
        #expect(WebhookSecret.generate(using: &other).text != secret)
    }

    @Test("written with and without padding is the same for Standard Webhooks and another for Perfsee's scheme")
    func padding() throws {
        let (padded, bare) = (try WebhookSecret("whsec_YWI="), try WebhookSecret("whsec_YWI"))
        let sign = { StandardWebhooksSignature.sign(id: "d", timestamp: 1, body: [1], with: $0) }
        #expect(sign(padded) == sign(bare))
        #expect(sign(padded) == sign(try WebhookSecret("ab")))
        #expect(PerfseeSignature.sign([1], with: padded) != PerfseeSignature.sign([1], with: bare))
    }
}
