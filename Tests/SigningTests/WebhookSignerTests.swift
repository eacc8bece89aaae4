import Signing
import Testing

@Suite("A webhook's signer")
struct WebhookSignerTests {
    private let body = Array(#"{"eventType":"a","payload":{}}"#.utf8)

    @Test("signs with every live secret for Standard Webhooks, and with the newest alone for Perfsee's own scheme")
    func overlap() throws {
        let new = try WebhookSecret("new")
        let old = try WebhookSecret("whsec_b2xk")
        let headers = WebhookSigner(new, older: [old]).headers(deliveryID: "d", timestamp: 7, body: body)
        #expect(headers.perfsee == PerfseeSignature.sign(body, with: new))
        let expected = [new, old].map { StandardWebhooksSignature.sign(id: "d", timestamp: 7, body: body, with: $0) }
        #expect(headers.standard == expected.joined(separator: " "))
        #expect(StandardWebhooksSignature.verify(headers.standard, id: "d", timestamp: 7, body: body, with: new))
        #expect(StandardWebhooksSignature.verify(headers.standard, id: "d", timestamp: 7, body: body, with: old))
    }

    @Test("gives the same answer each time, whatever it signed before")
    func reuse() throws {
        let signer = WebhookSigner(try WebhookSecret("again and again"))
        let first = signer.headers(deliveryID: "d", timestamp: 7, body: body)
        let other = signer.headers(deliveryID: "e", timestamp: 8, body: [0])
        let again = signer.headers(deliveryID: "d", timestamp: 7, body: body)
        #expect(first == again)
        #expect(first != other)
    }

    @Test("can be used from many tasks at once")
    func concurrency() async throws {
        let signer = WebhookSigner(try WebhookSecret("many"))
        let body = self.body
        let expected = (0..<64).map { signer.headers(deliveryID: "d\($0)", timestamp: Int64($0), body: body).standard }
        let signed = await withTaskGroup(of: (Int, String).self) { group in
            for index in 0..<64 {
                group.addTask {
                    (index, signer.headers(deliveryID: "d\(index)", timestamp: Int64(index), body: body).standard)
                }
            }
            return await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
        }
        for (index, signature) in expected.enumerated() {
            #expect(signed[index] == signature)
        }
    }

    @Test("and a secret never show what they hold")
    func redaction() throws {
        let secret = try WebhookSecret("do not print me")
        let signer = WebhookSigner(secret)
        var shown = "\(secret) \(signer) \([secret]) \(String(reflecting: secret)) \(String(reflecting: signer))"
        dump(secret, to: &shown)
        dump(signer, to: &shown)
        dump(["nested": secret], to: &shown)
        #expect(!shown.contains("print"))
        #expect(!shown.contains("100, 111"))
        #expect(shown.contains("WebhookSecret(redacted)"))
        #expect(Mirror(reflecting: secret).children.isEmpty)
        #expect(Mirror(reflecting: signer).children.isEmpty)
    }
}
