package import Domain

/// Redelivering in bulk: a range of a webhook's log, chunk by chunk.
package protocol ReplayStore: Sendable {
    /// Counts what is to be redelivered and begins with it. Throws `StoreError.notFound` where the webhook is gone,
    /// `.conflict` where it is disabled, `.limit` at `Replay.maximumRunning`.
    func createReplay(
        _ new: NewReplay, of webhook: Webhook.ID, in owner: WebhookOwner, at now: Timestamp, once: Once<Replay>?
    ) async throws -> Reply<Replay>
    func replay(_ id: Replay.ID, of webhook: Webhook.ID, in owner: WebhookOwner) async throws -> Replay?
    /// Newest first.
    func replays(of webhook: Webhook.ID, in owner: WebhookOwner, limit: Int) async throws -> [Replay]
    /// Does one chunk of at most `limit` deliveries of one replay that is under way; false where none is.
    func advanceReplay(at now: Timestamp, limit: Int) async throws -> Bool
}

package struct NewReplay: Hashable, Sendable {
    package var since: Timestamp
    package var until: Timestamp
    /// None but those that a redelivery may start from: `delivered`, `failed` and `skipped`.
    package var states: Set<Delivery.State>
    package var eventType: String?

    package init(
        since: Timestamp, until: Timestamp, states: Set<Delivery.State> = [.failed, .skipped],
        eventType: String? = nil
    ) {
        self.since = since
        self.until = until
        self.states = states
        self.eventType = eventType
    }
}

/// One redelivery in bulk, and how far it is.
package struct Replay: Hashable, Sendable {
    package typealias ID = Int64

    package enum State: String, Sendable, CaseIterable {
        /// Its deliveries are being put back to `pending`. Put here by creating it.
        case running
        /// All were put back. Put here by the last chunk.
        case done
        /// The webhook was disabled or deleted before all were put back.
        case stopped
    }

    /// The most replays of one webhook that are under way at once.
    package static let maximumRunning = 3

    package var id: ID
    package var state: State
    package var since: Timestamp
    package var until: Timestamp
    /// How many deliveries matched when it was created.
    package var total: Int
    /// How many of them were put back so far.
    package var done: Int
    package var createdAt: Timestamp

    package init(
        id: ID, state: State, since: Timestamp, until: Timestamp, total: Int, done: Int, createdAt: Timestamp
    ) {
        self.id = id
        self.state = state
        self.since = since
        self.until = until
        self.total = total
        self.done = done
        self.createdAt = createdAt
    }
}
