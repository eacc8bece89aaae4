import Foundation
import PerfseeSDK
import ProgramSupport
import TestSupport
import Testing

@Suite("The program sends through a proxy", .timeLimit(.minutes(2)))
struct WebhookProxyProgramTests {
    @Test("A server with a proxy says so, sends nothing past it, and logs no credentials")
    func proxy() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let fixture = try ProgramFixture()
        let server = try await fixture.start(variables: ["PERFSEE_WEBHOOK_PROXY": "http://user:hidden@127.0.0.1:1"])
        let client = try fixture.client()
        _ = try await client.createProject(NewProject(id: "shop", host: "Unknown", namespace: "a", name: "b"))
        let webhook = try await client.createWebhook(NewWebhook(url: receiver.url), in: "shop")
        let attempt = try await client.attemptOfPing(webhook.id, of: "shop")
        try await fixture.stop(server, by: SIGTERM)
        #expect(attempt.reason == "connect")
        #expect(attempt.detail?.contains("the proxy that this server sends through") == true)
        #expect(receiver.connectionCount == 0)
        await receiver.stop()
        let log = fixture.log
        #expect(log.contains(" notice Webhooks are sent through a proxy proxy=127.0.0.1:1\n"))
        #expect(log.contains(" warning The proxy for webhooks opened no connection cause=refused proxy=127.0.0.1:1 "))
        #expect(!log.contains("hidden") && !log.contains("Basic"))
    }
}
