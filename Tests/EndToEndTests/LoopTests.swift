import Foundation
import PerfseeSDK
import ProgramSupport
import TestSupport
import Testing

@Suite("Webhook loops")
struct LoopTests {
    @Test("A webhook at the publish endpoint of its own project stops by itself, with its last delivery refused")
    func publishing() async throws {
        let fixture = try ProgramFixture()
        let server = try await fixture.start()
        let client = try fixture.client()
        _ = try await client.createProject(
            NewProject(id: "loop", host: "Unknown", namespace: "perfsee", name: "loop"))
        var webhook = NewWebhook(url: fixture.url + "/api/v1/projects/loop/events")
        webhook.headers = ["Authorization": "Bearer " + fixture.token]
        _ = try await client.createWebhook(webhook, in: "loop")
        _ = try await client.publish("own:first", payload: Array("{}".utf8), to: "loop")
        let refused = try await Self.attempted(client)
        // The first event, and one for each depth.
        let deliveries = try await client.deliveries(of: "loop").items
        #expect(deliveries.count == 6)
        #expect(deliveries.filter { $0.state == "delivered" }.count == 5)
        let attempt = try #require(try await client.delivery(refused, of: "loop").attempts?.first)
        #expect(attempt.response?.status == 422)
        #expect(attempt.request?.headers?.fields.contains { $0.name == "X-Perfsee-Depth" && $0.value == "5" } == true)
        try await fixture.stop(server, by: SIGTERM)
    }

    /// The delivery whose attempt failed, once there is one.
    private static func attempted(_ client: PerfseeClient) async throws -> String {
        let deadline = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < deadline {
            let deliveries = try await client.deliveries(of: "loop").items
            if let tried = deliveries.first(where: { $0.state == "pending" && $0.attemptCount > 0 }) { return tried.id }
            #expect(deliveries.count <= 6)
            await Pause.beforeNextLook()
        }
        throw NothingRefused()
    }

    private struct NothingRefused: Error {}
}
