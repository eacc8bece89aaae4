import Foundation
import Signing
import Testing

@Suite("Signatures")
struct SignatureTests {
    @Test("agree with the project's own vectors")
    func ownVectors() throws {
        try check(SignatureVectors.own, atLeast: 10)
    }

    @Test(
        "agree with the vectors of the contract",
        .enabled(if: SignatureVectors.hasShared, "the contract's vectors are not beside this checkout"))
    func sharedVectors() throws {
        try check(SignatureVectors.shared, atLeast: 3)
    }

    private func check(_ file: URL, atLeast count: Int) throws {
        let vectors = try SignatureVectors.read(file)
        #expect(vectors.perfsee.count >= count && vectors.standardWebhooks.count >= count)
        for vector in vectors.perfsee {
            let secret = try WebhookSecret(vector.secret)
            let body = Array(vector.body.utf8)
            #expect(PerfseeSignature.sign(body, with: secret) == vector.signature)
            #expect(PerfseeSignature.verify(vector.signature, body: body, with: secret))
            #expect(WebhookSigner(secret).headers(deliveryID: "", timestamp: 0, body: body).perfsee == vector.signature)
        }
        for vector in vectors.standardWebhooks {
            let secret = try WebhookSecret(vector.secret)
            let body = Array(vector.body.utf8)
            let (id, time) = (vector.id, vector.timestamp)
            #expect(
                StandardWebhooksSignature.sign(id: id, timestamp: time, body: body, with: secret) == vector.signature)
            #expect(
                StandardWebhooksSignature.verify(vector.signature, id: id, timestamp: time, body: body, with: secret))
            let headers = WebhookSigner(secret).headers(deliveryID: id, timestamp: time, body: body)
            #expect(headers.standard == vector.signature)
        }
    }

    @Test("of another body, secret, id or time do not verify")
    func tampering() throws {
        let secret = try WebhookSecret("a secret")
        let other = try WebhookSecret("a Secret")
        let body = Array(#"{"eventType":"ping"}"#.utf8)
        let signature = PerfseeSignature.sign(body, with: secret)
        #expect(PerfseeSignature.verify(signature, body: body, with: secret))
        #expect(!PerfseeSignature.verify(signature, body: body + [10], with: secret))
        #expect(!PerfseeSignature.verify(signature, body: body, with: other))

        let standard = StandardWebhooksSignature.sign(id: "d1", timestamp: 5, body: body, with: secret)
        let verify = { (id: String, timestamp: Int64, body: [UInt8], secret: WebhookSecret) in
            StandardWebhooksSignature.verify(standard, id: id, timestamp: timestamp, body: body, with: secret)
        }
        #expect(verify("d1", 5, body, secret))
        #expect(!verify("d2", 5, body, secret))
        #expect(!verify("d1", 6, body, secret))
        #expect(!verify("d1", 5, body.dropLast(), secret))
        #expect(!verify("d1", 5, body, other))
    }

    @Test(
        "that are not written exactly so do not verify",
        arguments: ["", "sha256=", "sha1=", "sha256", "sha512=", " sha256="])
    func malformed(prefix: String) throws {
        let secret = try WebhookSecret("a secret")
        let right = PerfseeSignature.sign([1, 2, 3], with: secret).dropFirst(PerfseeSignature.prefix.count)
        #expect(!PerfseeSignature.verify(prefix + right.dropLast(), body: [1, 2, 3], with: secret))
        #expect(!PerfseeSignature.verify(prefix, body: [1, 2, 3], with: secret))
        let isRight = prefix == PerfseeSignature.prefix
        #expect(PerfseeSignature.verify(prefix + right, body: [1, 2, 3], with: secret) == isRight)
        #expect(!PerfseeSignature.verify(prefix + right + "0", body: [1, 2, 3], with: secret))
        #expect(!PerfseeSignature.verify(prefix + right.uppercased(), body: [1, 2, 3], with: secret))
    }

    @Test("are found among several, whatever stands beside them")
    func severalSignatures() throws {
        let secret = try WebhookSecret("a secret")
        let right = StandardWebhooksSignature.sign(id: "d", timestamp: 1, body: [], with: secret)
        let verify = { StandardWebhooksSignature.verify($0, id: "d", timestamp: 1, body: [], with: secret) }
        #expect(verify("v1,AAAA \(right)"))
        #expect(verify("  \(right)  v1a,whatever"))
        #expect(verify("v2 , nonsense \(right)"))
        #expect(!verify("v1a,\(right.dropFirst(3))"))
        #expect(!verify(String(right.dropFirst(3))))
        #expect(!verify(""))
        #expect(!verify("v1,"))
    }

    @Test("beyond the limit of one header are not looked at")
    func signatureLimit() throws {
        let secret = try WebhookSecret("a secret")
        let right = StandardWebhooksSignature.sign(id: "d", timestamp: 1, body: [], with: secret)
        let header = { (before: Int) in String(repeating: "v1,AAAA ", count: before) + right }
        let verify = { StandardWebhooksSignature.verify($0, id: "d", timestamp: 1, body: [], with: secret) }
        #expect(verify(header(StandardWebhooksSignature.maximumSignatures - 1)))
        #expect(!verify(header(StandardWebhooksSignature.maximumSignatures)))
        #expect(verify(header(3) + " more of them"))
    }
}
