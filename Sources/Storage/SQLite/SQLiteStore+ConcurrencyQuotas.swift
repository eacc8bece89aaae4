package import Domain

/// One process has the file for itself, and so all that webhooks allow.
extension SQLiteStore: ConcurrencyQuotaStore {
    package var shareLifetime: Int64? { nil }

    package func share(
        _ requests: [ConcurrencyQuota.Request], of node: NodeID, at now: Timestamp
    ) async throws -> [ConcurrencyQuota] {
        []
    }

    package func leave(_ node: NodeID) async throws {}
}
