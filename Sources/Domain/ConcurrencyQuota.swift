/// How much of what a webhook allows one node may use, if several nodes send for it.
///
/// A node never has more exchanges in flight than it holds, and all nodes together never hold more than the webhook
/// allows: a node that wants more gets only what is free, and what a node has to give up counts as its own until it has
/// said that it no longer uses it.
package struct ConcurrencyQuota: Hashable, Sendable {
    /// A node's request.
    package struct Request: Hashable, Sendable {
        package var webhook: Webhook.ID
        /// How many concurrent exchanges the node could use; 0 if it has nothing to send.
        package var wanted: Int
        /// How many it may have in flight before it receives the answer.
        package var held: Int

        package init(webhook: Webhook.ID, wanted: Int, held: Int) {
            self.webhook = webhook
            self.wanted = wanted
            self.held = held
        }
    }

    package var webhook: Webhook.ID
    /// Concurrent exchanges that the node may have.
    package var concurrency: Int
    /// When that expires: everything the node has started must be over by then.
    package var until: Timestamp

    package init(webhook: Webhook.ID, concurrency: Int, until: Timestamp) {
        self.webhook = webhook
        self.concurrency = concurrency
        self.until = until
    }
}

extension ConcurrencyQuota {
    /// The answer to a request.
    package struct Grant: Hashable, Sendable {
        /// What the node may use from now on.
        package var concurrency: Int
        /// What counts as the node's until it asks again.
        package var held: Int
    }

    /// Shares what a webhook allows: each node that wants something gets at least an equal part, as soon as the others
    /// have given it up, plus whatever nobody else wants.
    ///
    /// - Parameter others: the other nodes' latest requests.
    package static func grant(_ request: Request, beside others: [Request], most: Int) -> Grant {
        let free = max(0, most - others.reduce(0) { $0 + $1.held } - request.held)
        let contenders = others.count { $0.wanted > 0 } + 1
        let part = max(1, most / contenders)
        let isSomeoneShort = others.contains { $0.held < min($0.wanted, part) }
        let wanted = min(request.wanted, isSomeoneShort ? part : most)
        let granted = min(wanted, request.held + free)
        return Grant(concurrency: granted, held: max(granted, request.held))
    }
}
