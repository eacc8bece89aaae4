import Foundation
import PerfseeSDK
import ProgramSupport
import TestSupport
import Testing

@Suite("A server that was killed")
struct KilledServerTests {
    /// How soon the next server sends what the killed one was sending; on PostgreSQL, its leases run out after two minutes.
    private static let patience = Duration.seconds(20)

    @Test("Started again on the same machine, it sends at once what it was sending", .timeLimit(.minutes(2)))
    func sendsAtOnce() async throws {
        let receiver = try await ScriptedReceiver.start { $0.number == 1 ? .hang : .answer(204) }
        let fixture = try ProgramFixture()
        let server = try await fixture.start()
        let client = try fixture.client()
        _ = try await client.createProject(
            NewProject(id: "again", host: "Unknown", namespace: "perfsee", name: "again"))
        _ = try await client.createWebhook(NewWebhook(url: receiver.url), in: "again")
        _ = try await client.publish("again:event", payload: Array("{}".utf8), to: "again")
        _ = try await receiver.request(1)
        try await fixture.stop(server, by: SIGKILL)

        let next = try await fixture.start()
        let start = ContinuousClock.now
        let second = try await receiver.request(2)
        #expect(ContinuousClock.now - start < Self.patience)
        #expect(second["X-Perfsee-Delivery"] == receiver.requests[0]["X-Perfsee-Delivery"])
        try await fixture.stop(next, by: SIGTERM)
        await receiver.stop()
    }
}
