/// How much of what a webhook allows one node may use, where several nodes send for it.
///
/// A node never has more exchanges under way than it holds, and what all of them hold is never more than the webhook
/// allows: a node that wants more gets only what is free, and what it is to give up counts as its own until it has said
/// that it uses it no more.
package struct ConcurrencyQuota: Hashable, Sendable {
    /// What a node asks for.
    package struct Request: Hashable, Sendable {
        package var webhook: Webhook.ID
        /// How many exchanges at once the node could use; 0 where it has nothing to send.
        package var wanted: Int
        /// How many it may have under way before it hears the answer.
        package var held: Int

        package init(webhook: Webhook.ID, wanted: Int, held: Int) {
            self.webhook = webhook
            self.wanted = wanted
            self.held = held
        }
    }

    package var webhook: Webhook.ID
    /// Exchanges at once that the node may have.
    package var concurrency: Int
    /// Until when that holds: by then all that the node has started has to be over.
    package var until: Timestamp

    package init(webhook: Webhook.ID, concurrency: Int, until: Timestamp) {
        self.webhook = webhook
        self.concurrency = concurrency
        self.until = until
    }
}

extension ConcurrencyQuota {
    /// What came of a request.
    package struct Grant: Hashable, Sendable {
        /// What the node may use from now on.
        package var concurrency: Int
        /// What counts as the node's until it asks again.
        package var held: Int
    }

    /// Shares what a webhook allows: whoever wants something gets an equal part at least, as soon as the others have
    /// given it up, and what nobody else wants on top.
    ///
    /// - Parameter others: the other nodes' last requests.
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
