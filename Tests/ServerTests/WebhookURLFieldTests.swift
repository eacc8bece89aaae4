import Domain
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("The URL of a new webhook")
struct WebhookURLFieldTests {
    @Test(
        "A host that means this machine is refused, however it is written",
        arguments: [
            ("http://127.0.0.1:1/", "--allow-network 127.0.0.0/8"), ("http://0x7f.1/", "--allow-network 127.0.0.0/8"),
            ("http://2130706433/", "--allow-network 127.0.0.0/8"),
            ("http://[::ffff:127.0.0.1]/", "--allow-network 127.0.0.0/8"),
            ("http://localhost./", "--allow-network 127.0.0.0/8"), ("http://93.184.216.34/", "the server itself"),
            ("http://１２７.０.０.１/", "--allow-network 127.0.0.0/8"),
            ("http://127。0。0。1/", "--allow-network 127.0.0.0/8"),
            ("http://%31%32%37.0.0.1/", "not an IPv4 address"), ("http://%6cocalhost/", "contains `%`"),
        ])
    func machine(_ url: String, _ message: String) async throws {
        try await ServerFixture.with { fixture async throws in
            let answer = try await fixture.post("projects/shop/webhooks", #"{"url":"\#(url)"}"#)
            #expect(answer.status == 422 && answer.text.contains(message), "\(answer.text)")
            let id = try await fixture.makeWebhook()
            let change = try await fixture.patch("projects/shop/webhooks/\(id)", #"{"url":"\#(url)"}"#)
            #expect(change.status == 422 && change.text.contains(message), "\(change.text)")
        }
    }

    @Test("A stored URL that a new webhook may not have keeps its headers on a change within its origin")
    func stored() async throws {
        try await ServerFixture.with { fixture async throws in
            let settings = WebhookSettings(
                url: "https://hooks.example/a b#c", headers: [Attempt.Header(name: "X-Key", value: "k")])
            let project = try #require(try await fixture.store.project("shop"))
            let reply = try await fixture.store.createWebhook(
                settings, in: .project(project.number), at: fixture.time.now(), once: nil)
            guard case .done(let webhook) = reply else {
                throw ServerFixture.Unexpected(what: "the webhook was not made")
            }
            let path = "projects/shop/webhooks/\(webhook.id)"
            #expect(try await fixture.get(path).text.contains("X-Key"))
            #expect(try await fixture.patch(path, #"{"url":"https://HOOKS.example:443/b"}"#).text.contains("X-Key"))
            #expect(try await !fixture.patch(path, #"{"url":"https://hooks.example:444/b"}"#).text.contains("X-Key"))
        }
    }
}
