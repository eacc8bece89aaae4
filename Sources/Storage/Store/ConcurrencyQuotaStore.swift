package import Domain

/// Where the nodes of one store agree on how they share what a webhook allows.
package protocol ConcurrencyQuotaStore: Sendable {
    /// How long a share holds that is not asked for again, in milliseconds; nil where there is only one node, to which
    /// all belongs.
    var shareLifetime: Int64? { get }
    /// Asks for shares, or for those that the node has to be renewed; answers in their order, those of webhooks that
    /// are gone left out.
    func share(_ requests: [ConcurrencyQuota.Request], of node: NodeID, at now: Timestamp) async throws
        -> [ConcurrencyQuota]
    /// Gives back all that the node holds: it has nothing under way any more.
    func leave(_ node: NodeID) async throws
}

/// One process among those that work on a store; another one each time it starts.
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
