import Foundation
import PerfseeSDK
import Signing
import Testing

@Suite("The webhook verifier")
struct WebhookVerifierTests {
    private let secret = "whsec_c29tZSBieXRlcyB0aGF0IGFyZSBzZWNyZXQ="
    private let id = "0f7c7b0e-9f57-4a0e-8f39-6d3c1f2a9b10"
    private let now = Date(timeIntervalSince1970: 1_700_000_000.9)
    private let body = Array(#"{"eventType":"shop:order","payload":{"number":7}}"#.utf8)

    /// The headers of a genuine request sent `age` seconds ago.
    private func headers(age: Int64 = 0, signers: [String]? = nil) throws -> [String: String] {
        let timestamp = 1_700_000_000 - age
        let secrets = try (signers ?? [secret]).map { try WebhookSecret($0) }
        let signed = WebhookSigner(secrets[0], older: Array(secrets.dropFirst()))
            .headers(deliveryID: id, timestamp: timestamp, body: body)
        return [
            "X-Perfsee-Delivery": id, "X-Perfsee-Signature-256": signed.perfsee, "webhook-id": id,
            "webhook-timestamp": String(timestamp), "webhook-signature": signed.standard,
        ]
    }

    @Test("It accepts a genuine request and decodes its event, in both schemes", arguments: SignatureScheme.allCases)
    func genuine(scheme: SignatureScheme) throws {
        let verifier = try WebhookVerifier(secret: secret)
        let delivery = try verifier.verify(headers: headers(), body: body, scheme: scheme, now: now)
        #expect(delivery.id == id)
        #expect(delivery.body == body)
        #expect(try delivery.event().eventType == "shop:order")
    }

    @Test("It accepts header names in any case, from a dictionary and from a lookup")
    func headerCase() throws {
        let verifier = try WebhookVerifier(secret: secret)
        let headers = try headers()
        let upper = Dictionary(uniqueKeysWithValues: headers.map { ($0.key.uppercased(), $0.value) })
        for scheme in SignatureScheme.allCases {
            #expect(try verifier.verify(headers: upper, body: body, scheme: scheme, now: now).id == id)
            let lookup = { (name: String) in headers[name] }
            #expect(try verifier.verify(headers: lookup, body: body, scheme: scheme, now: now).id == id)
        }
    }

    @Test("It refuses another body, another secret and another id", arguments: SignatureScheme.allCases)
    func forged(scheme: SignatureScheme) throws {
        let verifier = try WebhookVerifier(secret: secret)
        let headers = try headers()
        #expect(throws: WebhookVerificationError.wrongSignature) {
            try verifier.verify(headers: headers, body: body + [0x20], scheme: scheme, now: now)
        }
        #expect(throws: WebhookVerificationError.wrongSignature) {
            try WebhookVerifier(secret: "another").verify(headers: headers, body: body, scheme: scheme, now: now)
        }
        guard scheme == .standardWebhooks else { return }
        var moved = headers
        moved["webhook-id"] = "another"
        #expect(throws: WebhookVerificationError.wrongSignature) {
            try verifier.verify(headers: moved, body: body, scheme: scheme, now: now)
        }
    }

    @Test("It refuses a request without a required header, and names that")
    func missingHeaders() throws {
        let verifier = try WebhookVerifier(secret: secret)
        for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
            for value in [nil, ""] {
                var headers = try headers()
                headers[name] = value
                #expect(throws: WebhookVerificationError.missingHeader(name)) {
                    try verifier.verify(headers: headers, body: body, now: now)
                }
            }
        }
        for name in ["X-Perfsee-Delivery", "X-Perfsee-Signature-256"] {
            var headers = try headers()
            headers[name] = nil
            #expect(throws: WebhookVerificationError.missingHeader(name)) {
                try verifier.verify(headers: headers, body: body, scheme: .perfsee, now: now)
            }
        }
    }

    @Test("It accepts a timestamp up to five minutes in the past or in the future")
    func tolerance() throws {
        let verifier = try WebhookVerifier(secret: secret)
        for age in [-300, 0, 300] as [Int64] {
            #expect(try verifier.verify(headers: headers(age: age), body: body, now: now).id == id)
        }
        #expect(throws: WebhookVerificationError.tooOld(seconds: 301)) {
            try verifier.verify(headers: headers(age: 301), body: body, now: now)
        }
        #expect(throws: WebhookVerificationError.tooNew(seconds: 301)) {
            try verifier.verify(headers: headers(age: -301), body: body, now: now)
        }
        let patient = try WebhookVerifier(secret: secret, tolerance: .seconds(1000))
        #expect(try patient.verify(headers: headers(age: 1000), body: body, now: now).id == id)
    }

    @Test(
        "It refuses a malformed timestamp",
        arguments: ["now", "1.5", "1700000000.0", "99999999999999999999", "-", " 1700000000"])
    func malformedTime(text: String) throws {
        var headers = try headers()
        headers["webhook-timestamp"] = text
        #expect(throws: WebhookVerificationError.malformedTimestamp(text)) {
            try WebhookVerifier(secret: secret).verify(headers: headers, body: body, now: now)
        }
    }

    @Test("It refuses extreme timestamps without crashing", arguments: [Int64.min, Int64.max])
    func extremeTime(timestamp: Int64) throws {
        var headers = try headers()
        headers["webhook-timestamp"] = String(timestamp)
        #expect(throws: WebhookVerificationError.self) {
            try WebhookVerifier(secret: secret).verify(headers: headers, body: body, now: now)
        }
    }

    @Test("It keeps working while a secret is rotated, on either side")
    func rotation() throws {
        let old = "the old one"
        let both = try headers(signers: [secret, old])
        #expect(try WebhookVerifier(secret: secret).verify(headers: both, body: body, now: now).id == id)
        #expect(try WebhookVerifier(secret: old).verify(headers: both, body: body, now: now).id == id)
        let verifier = try WebhookVerifier(secret: secret, older: [old])
        let early = try headers(signers: [old])
        for scheme in SignatureScheme.allCases {
            #expect(try verifier.verify(headers: early, body: body, scheme: scheme, now: now).id == id)
        }
    }

    @Test("It cannot be created with a bad secret and never shows a good one")
    func secrets() throws {
        let empty = #expect(throws: InvalidSecret.empty) { try WebhookVerifier(secret: "") }
        #expect(empty?.description == "The secret is empty. Use 1 to 255 characters.")
        #expect(throws: InvalidSecret.notBase64) { try WebhookVerifier(secret: "fine", older: ["whsec_?"]) }
        var shown = "\(try WebhookVerifier(secret: "do not print me"))"
        dump(try WebhookVerifier(secret: "do not print me"), to: &shown)
        #expect(!shown.contains("print"))
    }
}
