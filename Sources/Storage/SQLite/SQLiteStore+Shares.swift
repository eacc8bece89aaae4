package import Domain

/// One process has the file for itself, and so all that webhooks allow.
extension SQLiteStore: ShareStore {
    package var shareLifetime: Int64? { nil }

    package func share(
        _ wishes: [WebhookShare.Wish], of node: NodeID, at now: Timestamp
    ) async throws -> [WebhookShare] {
        []
    }

    package func leave(_ node: NodeID) async throws {}
}
