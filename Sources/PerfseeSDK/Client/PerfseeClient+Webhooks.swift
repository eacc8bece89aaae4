extension PerfseeClient {
    /// Creates a webhook.
    public func createWebhook(_ webhook: NewWebhook, in project: String) async throws -> Webhook {
        try await send(ClientRequest("POST", ClientRequest.path("projects", project, "webhooks"), json: webhook))
    }

    /// Lists a project's webhooks, newest first.
    public func webhooks(of project: String, _ page: PageRequest = PageRequest()) async throws -> Page<Webhook> {
        try await send(ClientRequest("GET", ClientRequest.path("projects", project, "webhooks"), query: page.query))
    }

    /// Fetches one webhook.
    public func webhook(_ id: Int, of project: String) async throws -> Webhook {
        try await send(ClientRequest("GET", Self.webhookPath(id, project)))
    }

    /// Changes a webhook.
    public func updateWebhook(_ id: Int, of project: String, _ changes: WebhookChanges) async throws -> Webhook {
        try await send(ClientRequest("PATCH", Self.webhookPath(id, project), json: changes))
    }

    /// Deletes a webhook; its pending deliveries are skipped.
    public func deleteWebhook(_ id: Int, of project: String) async throws {
        _ = try await send(ClientRequest("DELETE", Self.webhookPath(id, project)))
    }

    /// Sends a `ping` to a webhook.
    ///
    /// - Returns: the delivery's ID.
    public func pingWebhook(_ id: Int, of project: String) async throws -> String {
        let path = Self.webhookPath(id, project) + "/ping"
        let receipt: PingReceipt = try await send(ClientRequest("POST", path))
        return receipt.deliveryId
    }

    /// Gives a webhook a new secret. The previous secret also signs for a while.
    ///
    /// - Parameters:
    ///   - secret: the new secret; nil lets the server generate one.
    ///   - overlapSeconds: how long the previous secret also signs, in seconds; nil for the server's default, 0 for no
    ///     overlap.
    /// - Returns: the new secret, which is never shown again.
    public func rotateSecret(
        ofWebhook id: Int, of project: String, secret: String? = nil, overlapSeconds: Int? = nil
    ) async throws -> RotatedSecret {
        let path = Self.webhookPath(id, project) + "/secret"
        let rotation = SecretRotation(secret: secret, overlapSeconds: overlapSeconds, prepare: nil)
        return try await send(ClientRequest("POST", path, json: rotation))
    }

    /// Prepares a new secret, which signs nothing until ``switchSecret(ofWebhook:of:overlapSeconds:)``, so that it can be
    /// added to the receiver first. Replaces one that was prepared before.
    ///
    /// - Parameters:
    ///   - secret: the new secret; nil lets the server generate one.
    ///   - overlapSeconds: how long the previous secret also signs after the switch, in seconds; nil for the server's
    ///     default, 0 for no overlap.
    /// - Returns: the new secret, which is never shown again.
    public func prepareSecret(
        ofWebhook id: Int, of project: String, secret: String? = nil, overlapSeconds: Int? = nil
    ) async throws -> RotatedSecret {
        let path = Self.webhookPath(id, project) + "/secret"
        let rotation = SecretRotation(secret: secret, overlapSeconds: overlapSeconds, prepare: true)
        return try await send(ClientRequest("POST", path, json: rotation))
    }

    /// Switches a webhook to its prepared secret. The previous secret also signs for a while.
    ///
    /// - Parameter overlapSeconds: how long the previous secret also signs, in seconds; nil for what the secret was
    ///   prepared with, 0 for no overlap.
    public func switchSecret(
        ofWebhook id: Int, of project: String, overlapSeconds: Int? = nil
    ) async throws -> SwitchedSecret {
        let path = Self.webhookPath(id, project) + "/secret/switch"
        return try await send(ClientRequest("POST", path, json: SecretSwitch(overlapSeconds: overlapSeconds)))
    }

    private static func webhookPath(_ id: Int, _ project: String) -> String {
        ClientRequest.path("projects", project, "webhooks", String(id))
    }
}

private struct PingReceipt: Decodable {
    let deliveryId: String
}

private struct SecretRotation: Encodable {
    let secret: String?
    let overlapSeconds: Int?
    let prepare: Bool?
}

private struct SecretSwitch: Encodable {
    let overlapSeconds: Int?
}
