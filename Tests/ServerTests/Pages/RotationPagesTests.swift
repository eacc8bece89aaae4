import Domain
import Signing
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Rotating a secret on the pages")
struct RotationPagesTests {
    /// A receiver as Perfsee's public guide has it: it holds one secret, and compares with what it computes.
    private struct GuideReceiver {
        var secret: String

        func accepts(_ signature: String, of body: [UInt8]) throws -> Bool {
            let own = WebhookSigner(try WebhookSecret(secret))
            return own.headers(deliveryID: "", timestamp: 0, body: body).perfsee == signature
        }
    }

    private static let body = Array(#"{"eventType":"ping","payload":{}}"#.utf8)

    /// The signatures of a delivery that is sent now.
    private static func signatures(_ fixture: ServerFixture) async throws -> (perfsee: String, standard: String) {
        let secrets = try #require(try await fixture.store.target(1)).secrets.map { try WebhookSecret($0) }
        let signer = WebhookSigner(try #require(secrets.first), older: Array(secrets.dropFirst()))
        return signer.headers(deliveryID: "id", timestamp: 5, body: body)
    }

    /// The fields of the form as it is shown.
    private static func fields(_ text: String) throws -> [(String, String)] {
        let secret = try #require(text.firstMatch(of: /name="secret"[^>]* value="(whsec_[^"]+)"/)).1
        let overlap = text.firstMatch(of: /name="overlapHours"[^>]* value="([^"]*)"/).map { String($0.1) }
        return [("secret", String(secret))] + (overlap.map { [("overlapHours", $0)] } ?? [])
    }

    @Test("The guide's receiver, which holds one secret, follows a rotation as the page proposes it")
    func guide() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await WebhookPagesTests.create(mia, [("secret", "old")])
            var receiver = GuideReceiver(secret: "old")
            func isAccepted() async throws -> Bool {
                try receiver.accepts(try await Self.signatures(fixture).perfsee, of: Self.body)
            }
            // The first step shows a new secret, and nothing is signed with it yet.
            let shown = try await mia.get("\(page)/secret").text
            let fields = try Self.fields(shown)
            #expect(shown.contains("1. Add the new secret to your receiver"))
            #expect(shown.contains("data-copy=\"#new-secret\""))
            #expect(try await isAccepted())
            let before = try await Self.signatures(fixture).standard
            #expect(!before.contains(" "))
            // In between it refuses what is sent, which is retried; the second step lets that through.
            receiver.secret = fields[0].1
            #expect(try await !isAccepted())
            let switched = try await mia.post("\(page)/secret", fields, from: "\(page)/secret")
            #expect(try await isAccepted())
            // Receivers of Standard Webhooks can keep the previous secret until the overlap ends.
            let signatures = try await Self.signatures(fixture).standard.split(separator: " ").map(String.init)
            #expect(signatures.count == 2 && signatures.last == before)
            let after = try await mia.get(try #require(switched.location)).text
            #expect(after.contains("Secret rotated.") && !after.contains(fields[0].1))
        }
    }

    @Test("Each visit proposes another secret, and none that was not shown is ever set")
    func proposed() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await WebhookPagesTests.create(mia, [("secret", "old")])
            let first = try Self.fields(try await mia.get("\(page)/secret").text)
            #expect(try Self.fields(try await mia.get("\(page)/secret").text)[0].1 != first[0].1)
            let refused = try await mia.post("\(page)/secret", [("overlapHours", "24")], from: page)
            #expect(refused.status == 422 && refused.text.contains("id=\"new-secret-fault\""))
            #expect(try await fixture.store.target(1)?.secrets == ["old"])
        }
    }

    @Test(
        "The page says what happens to deliveries between the two steps, also if the webhook does not retry",
        arguments: [
            ("null", "they are retried and arrive after the switch"), ("[5]", "they are retried"),
            ("[]", "replay them"),
        ])
    func between(schedule: String, text: String) async throws {
        try await ServerFixture.with { fixture in
            let id = try await fixture.makeWebhook(
                #""url":"https://a.example","secret":"s","retrySchedule":\#(schedule)"#)
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            #expect(try await mia.get("/shop/settings/webhooks/\(id)/secret").text.contains(text))
        }
    }

    @Test("A webhook without a secret is given one in the same two steps, without an overlap")
    func first() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await WebhookPagesTests.create(mia)
            #expect(try await mia.get(page).text.contains("<a href=\"\(page)/secret\">Set a secret</a>"))
            let shown = try await mia.get("\(page)/secret").text
            #expect(!shown.contains("overlapHours") && shown.contains("2. Start signing"))
            let set = try await mia.post("\(page)/secret", try Self.fields(shown), from: "\(page)/secret")
            #expect(set.location == "\(page)?notice=secret-set")
            #expect(try await mia.get(page).text.contains("<a href=\"\(page)/secret\">Rotate the secret</a>"))
        }
    }

    @Test("A secret can be prepared and switched to on a later visit; the webhook's page says that there is one")
    func prepared() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await WebhookPagesTests.create(mia, [("secret", "old")])
            let fields = try Self.fields(try await mia.get("\(page)/secret").text)
            let early = try await mia.post("\(page)/secret/switch", from: "\(page)/secret")
            #expect(early.status == 409)
            let prepared = try await mia.post("\(page)/secret", fields + [("prepare", "1")], from: "\(page)/secret")
            #expect(prepared.location == "\(page)?notice=secret-prepared")
            let shown = try await mia.get(try #require(prepared.location)).text
            #expect(shown.contains("Prepared: nothing is signed with it yet") && !shown.contains(fields[0].1))
            #expect(try await fixture.store.target(1)?.secrets == ["old"])
            #expect(try await mia.get("\(page)/secret").text.contains("action=\"\(page)/secret/switch\""))
            let switched = try await mia.post("\(page)/secret/switch", from: "\(page)/secret")
            #expect(switched.location == "\(page)?notice=secret-rotated")
            #expect(try await fixture.store.target(1)?.secrets == [fields[0].1, "old"])
            let after = try await mia.get(page).text
            #expect(after.contains("id=\"old-secret\"") && !after.contains("Prepared:"))
        }
    }
}
