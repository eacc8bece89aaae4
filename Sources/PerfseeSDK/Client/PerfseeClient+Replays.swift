import Foundation

extension PerfseeClient {
    /// Starts to send a part of a webhook's log again.
    public func createReplay(_ replay: NewReplay, ofWebhook webhook: Int, of project: String) async throws -> Replay {
        let key = UUID().uuidString.lowercased()
        let path = ClientRequest.path("projects", project, "webhooks", String(webhook), "replays")
        return try await send(ClientRequest("POST", path, json: replay, idempotencyKey: key))
    }

    /// Fetches the progress of a replay.
    public func replay(_ id: Int, ofWebhook webhook: Int, of project: String) async throws -> Replay {
        let path = ClientRequest.path("projects", project, "webhooks", String(webhook), "replays", String(id))
        return try await send(ClientRequest("GET", path))
    }
}
