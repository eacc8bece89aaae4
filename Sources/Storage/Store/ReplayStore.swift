package import Domain

/// Bulk redelivery: a range of a webhook's log, chunk by chunk.
package protocol ReplayStore: Sendable {
    /// Counts what to redeliver and starts doing so. Throws `StoreError.notFound` if the webhook is gone, `.conflict`
    /// if it is disabled, `.limit` at `Replay.maximumRunning`.
    func createReplay(
        _ new: NewReplay, of webhook: Webhook.ID, in owner: WebhookOwner, at now: Timestamp, once: Once<Replay>?
    ) async throws -> Reply<Replay>
    /// How many deliveries such a replay would resend now; none if the webhook is gone.
    func deliveryCount(of new: NewReplay, of webhook: Webhook.ID, in owner: WebhookOwner) async throws -> Int
    func replay(_ id: Replay.ID, of webhook: Webhook.ID, in owner: WebhookOwner) async throws -> Replay?
    /// Newest first.
    func replays(of webhook: Webhook.ID, in owner: WebhookOwner, limit: Int) async throws -> [Replay]
    /// Processes one chunk of at most `limit` deliveries of one running replay; returns false if none is running.
    func advanceReplay(at now: Timestamp, limit: Int) async throws -> Bool
    /// Returns when a replay may have been created since the last call.
    func waitForReplay() async
}

package struct NewReplay: Hashable, Sendable {
    package var since: Timestamp
    package var until: Timestamp
    /// Only states that a redelivery may start from: `delivered`, `failed`, and `skipped`.
    package var states: Set<Delivery.State>
    package var eventType: EventTypeExpression?

    package init(
        since: Timestamp, until: Timestamp, states: Set<Delivery.State> = [.failed, .skipped],
        eventType: EventTypeExpression? = nil
    ) {
        self.since = since
        self.until = until
        self.states = states
        self.eventType = eventType
    }
}

/// One bulk redelivery and its progress.
package struct Replay: Hashable, Sendable {
    package typealias ID = Int64

    package enum State: String, Sendable, CaseIterable {
        /// Its deliveries are being reset to `pending`. Set when it is created.
        case running
        /// All deliveries have been reset. Set by the last chunk.
        case done
        /// The webhook was disabled or deleted before all deliveries were reset.
        case stopped
    }

    /// The most replays of one webhook that may run at once.
    package static let maximumRunning = 3

    package var id: ID
    package var state: State
    package var since: Timestamp
    package var until: Timestamp
    /// How many deliveries matched when it was created.
    package var total: Int
    /// How many of them have been reset so far.
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
