package import Domain
package import Storage

/// One process has the file to itself, and so the full quota of every webhook.
extension SQLiteStore: ConcurrencyQuotaStore {
    package var node: NodeID { NodeID(1) }
    package var shareLifetime: Duration? { nil }

    package func share(
        _ requests: [ConcurrencyQuota.Request], of node: NodeID, at now: Timestamp
    ) async throws -> [ConcurrencyQuota] {
        []
    }

    package func leave(_ node: NodeID) async throws {}
}
