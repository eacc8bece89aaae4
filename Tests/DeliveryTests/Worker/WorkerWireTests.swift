import Crypto
import Domain
import Foundation
import Storage
import TestSupport
import Testing

@testable import Delivery

@Suite("What the worker puts on the wire")
struct WorkerWireTests {
    private static let payload = #"{ "data":{"b":1.50,"a":"\u00e9 é 🌍"} ,"variables":{"projectId":"perfsee"}}"#
    private static let body = #"{"eventType":"bundle:finished","payload":"# + payload + "}"

    @Test("A request has every header of the contract, in order, and the payload byte for byte")
    func headers() async throws {
        let settings = { (url: String) in
            WebhookSettings(
                url: url, secret: "It's a secret", headers: [Attempt.Header(name: "Authorization", value: "Bearer x")])
        }
        let (request, delivery, attempt) = try await sent(settings)
        let id = delivery.id.description
        let expected = [
            ("Accept", "*/*"), ("content-type", "application/json"), ("User-Agent", "Perfsee-Hookshot/1"),
            ("X-Perfsee-Delivery", id), ("X-Perfsee-Event", "bundle-finished"),
            ("X-Perfsee-Hook-ID", "\(delivery.webhook)"), ("X-Perfsee-Hook-Project", "perfsee"),
            ("X-Perfsee-Signature-256", "sha256=" + hmac("It's a secret", Self.body).hex),
            ("webhook-id", id), ("webhook-timestamp", "1700000000"),
            ("webhook-signature", "v1," + hmac("It's a secret", "\(id).1700000000.\(Self.body)").base64),
            ("Authorization", "Bearer x"),
        ]
        let sent = request.headers.filter { !["host", "content-length"].contains($0.name.lowercased()) }
        #expect(sent.map(\.name) == expected.map(\.0))
        #expect(sent.map(\.value) == expected.map(\.1))
        #expect(request["Content-Length"] == "\(Self.body.utf8.count)")
        #expect(request.requestLine == "POST /hook HTTP/1.1")
        #expect(request.body == Array(Self.body.utf8))
        let logged = attempt.request.headers.map { $0.name == "Authorization" ? "***" : $0.value }
        #expect(attempt.request.headers.map(\.value) == logged && logged.last == "***")
    }

    @Test("An event that another led to carries its depth on every attempt, and no other event does")
    func depth() async throws {
        let receiver = try await ScriptedReceiver.start { $0.number == 1 ? .answer(500) : .answer(204) }
        try await WorkerFixture.with { fixture in
            _ = try await fixture.webhook(WebhookSettings(url: receiver.url))
            let cause = EventCause(delivery: DeliveryID(high: 1, low: 2), depth: 3)
            let id = try #require(try await fixture.publish(Self.payload, cause: cause).firstDelivery)
            _ = try await fixture.delivery(id, afterAttempts: 1)
            fixture.time.advance(seconds: 5)
            _ = try await fixture.delivery(id, afterAttempts: 2)
            _ = try await fixture.store.redeliver(id, in: fixture.project.number, at: fixture.time.now(), once: nil)
            _ = try await fixture.delivery(id, afterAttempts: 3)
            try await fixture.publish(Self.payload)
            _ = try await receiver.request(4)
            #expect(receiver.requests.map { $0["X-Perfsee-Depth"] } == ["3", "3", "3", nil])
            #expect(receiver.requests[0].headers.map(\.name).contains("X-Perfsee-Depth"))
            #expect(receiver.requests.allSatisfy { $0.body == Array(Self.body.utf8) })
        }
        await receiver.stop()
    }

    @Test("Without a secret, there is no signature, but there are the other headers of Standard Webhooks")
    func unsigned() async throws {
        let (request, delivery, _) = try await sent { WebhookSettings(url: $0) }
        #expect(request["X-Perfsee-Signature-256"] == nil && request["webhook-signature"] == nil)
        #expect(request["webhook-id"] == delivery.id.description && request["webhook-timestamp"] == "1700000000")
    }

    @Test("A whsec_ secret is decoded for Standard Webhooks only")
    func whsec() async throws {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        let (request, delivery, _) = try await sent { WebhookSettings(url: $0, secret: secret) }
        let key = try #require(Data(base64Encoded: String(secret.dropFirst(6))))
        let text = "\(delivery.id).1700000000.\(Self.body)"
        let standard = Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: key)))
        #expect(request["webhook-signature"] == "v1," + standard.base64EncodedString())
        #expect(request["X-Perfsee-Signature-256"] == "sha256=" + hmac(secret, Self.body).hex)
    }

    @Test("A retry has the same id and body, and its own timestamp and signature")
    func retry() async throws {
        let receiver = try await ScriptedReceiver.start { $0.number == 1 ? .answer(500) : .answer(204) }
        try await WorkerFixture.with { fixture in
            _ = try await fixture.webhook(WebhookSettings(url: receiver.url, secret: "s"))
            let id = try #require(try await fixture.publish(Self.payload).firstDelivery)
            _ = try await fixture.delivery(id, afterAttempts: 1)
            fixture.time.advance(seconds: 5)
            _ = try await fixture.delivery(id, afterAttempts: 2)
            let (first, second) = (receiver.requests[0], receiver.requests[1])
            for name in ["X-Perfsee-Delivery", "webhook-id", "X-Perfsee-Signature-256"] {
                #expect(first[name] != nil && first[name] == second[name])
            }
            #expect(first.body == second.body && second["webhook-timestamp"] == "1700000005")
            let signed = hmac("s", "\(id).1700000005.\(Self.body)").base64
            #expect(second["webhook-signature"] == "v1," + signed)
        }
        await receiver.stop()
    }

    @Test("A changed secret signs from the next delivery on")
    func changedSecret() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        try await WorkerFixture.with { fixture in
            let webhook = try await fixture.webhook(WebhookSettings(url: receiver.url, secret: "old"))
            for (number, secret) in ["old", "new"].enumerated() {
                var changes = WebhookChanges()
                changes.secret = .set(secret)
                _ = try await fixture.store.updateWebhook(
                    webhook.id, in: fixture.project.number, changes, at: fixture.time.now())
                try await fixture.publish(Self.payload)
                let request = try await receiver.request(number + 1)
                #expect(request["X-Perfsee-Signature-256"] == "sha256=" + hmac(secret, Self.body).hex)
            }
        }
        await receiver.stop()
    }

    private func sent(
        _ settings: (String) -> WebhookSettings
    ) async throws -> (ReceivedRequest, Delivery, Attempt) {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        var found: (Delivery, Attempt)?
        try await WorkerFixture.with { fixture in
            _ = try await fixture.webhook(settings(receiver.url))
            let id = try #require(try await fixture.publish(Self.payload).firstDelivery)
            found = (try await fixture.delivery(id, afterAttempts: 1), try await fixture.attempt(1, of: id))
        }
        let (delivery, attempt) = try #require(found)
        let request = try await receiver.request(1)
        await receiver.stop()
        return (request, delivery, attempt)
    }

    private func hmac(_ key: String, _ text: String) -> (hex: String, base64: String) {
        let code = Data(
            HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: Data(key.utf8))))
        return (code.map { String(format: "%02x", $0) }.joined(), code.base64EncodedString())
    }
}
