package import Domain

/// Where the nodes of one store agree on how to share each webhook's concurrency quota.
package protocol ConcurrencyQuotaStore: Sendable {
    /// This process.
    var node: NodeID { get }
    /// How long a share lasts if it is not renewed; nil if there is only one node, which has everything.
    var shareLifetime: Duration? { get }
    /// Requests shares, or renews those the node has. Returns the answers in the same order, leaving out webhooks that
    /// are gone.
    func share(_ requests: [ConcurrencyQuota.Request], of node: NodeID, at now: Timestamp) async throws
        -> [ConcurrencyQuota]
    /// Gives back everything the node holds: it has nothing in flight anymore.
    func leave(_ node: NodeID) async throws
}

/// One of the processes that work on a store; a new id each time the process starts.
package struct NodeID: Hashable, Sendable, CustomStringConvertible {
    package let number: Int64

    package init(_ number: Int64) {
        self.number = number
    }

    package static func random() -> NodeID {
        NodeID(Int64.random(in: 1 ... .max))
    }

    package var description: String { String(number, radix: 36) }
}
