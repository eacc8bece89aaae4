import PerfseeSDK
import TestSupport
import Testing

extension PerfseeClient {
    /// Pings a webhook, and waits for the attempt, for 20 s at most.
    func attemptOfPing(_ webhook: Int, of project: String) async throws -> Attempt {
        let id = try await pingWebhook(webhook, of: project)
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            let attempts = try await self.delivery(id, of: project).attempts ?? []
            if let attempt = attempts.first { return attempt }
            await Pause.beforeNextLook()
        }
        return try #require(nil as Attempt?, "the ping was not attempted within 20 s")
    }
}
