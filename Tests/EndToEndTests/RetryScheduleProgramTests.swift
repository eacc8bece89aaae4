import Foundation
import PerfseeSDK
import ProgramSupport
import TestSupport
import Testing

@Suite("The program's default retry schedule", .timeLimit(.minutes(2)))
struct RetryScheduleProgramTests {
    @Test("A server sends by its own default and shows it, and a webhook's own schedule overrides it")
    func schedule() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(500) }
        let fixture = try ProgramFixture()
        let server = try await fixture.start(variables: ["PERFSEE_RETRY_SCHEDULE": "none"])
        let client = try fixture.client()
        _ = try await client.createProject(NewProject(id: "shop", host: "Unknown", namespace: "a", name: "b"))
        let plain = try await client.createWebhook(NewWebhook(url: receiver.url), in: "shop")
        var settings = NewWebhook(url: receiver.url)
        settings.retrySchedule = [3_600, 3_600]
        _ = try await client.createWebhook(settings, in: "shop")
        _ = try await client.publish("own:deployed", payload: Array("{}".utf8), to: "shop")
        let deadline = ContinuousClock.now + .seconds(20)
        var deliveries: [Delivery] = []
        repeat {
            deliveries = try await client.deliveries(of: "shop").items
            if deliveries.contains(where: { $0.attemptCount == 0 }) { await Pause.beforeNextLook() }
        } while deliveries.contains { $0.attemptCount == 0 } && ContinuousClock.now < deadline
        try await fixture.stop(server, by: SIGTERM)
        await receiver.stop()
        #expect(deliveries.count == 2)
        for delivery in deliveries {
            let isPlain = delivery.webhook == plain.id
            #expect(delivery.state == (isPlain ? "failed" : "pending"))
            #expect(delivery.attemptCount == 1 && delivery.maxAttempts == (isPlain ? 1 : 3))
        }
    }
}
