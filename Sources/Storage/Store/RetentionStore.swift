package import Domain

/// Forgetting what is old, a chunk at a time, so that nobody waits for it.
package protocol RetentionStore: Sendable {
    /// Runs a round of pruning unless another process, on a store that has several, is in one: then answers false at
    /// once.
    func withTurnToPrune(_ round: () async throws -> Void) async throws -> Bool
    /// Forgets deliveries that were made before `time`, with their attempts, and then the events that have no delivery
    /// any more. What is still open (`pending`, `sending`) stays, and its event with it.
    ///
    /// Looks at no more than `limit` rows. Nil once all were looked at.
    func prune(before time: Timestamp, from position: PrunePosition, limit: Int) async throws -> PrunePosition?
    /// Forgets the oldest artifacts of each project: those that were made before `time`, and those beyond the newest
    /// `count`. What is not analysed yet stays, and so does the newest that passed of each name.
    ///
    /// Looks at no more than `limit` artifacts. Answers the keys of the blobs that are to go.
    func pruneArtifacts(
        before time: Timestamp, keeping count: Int, from position: Project.Number, limit: Int
    ) async throws -> PrunedArtifacts
}

/// How far a round of pruning is.
package enum PrunePosition: Hashable, Sendable {
    /// Deliveries up to this one were looked at.
    case deliveries(after: DeliveryID)
    /// All deliveries were, and events up to this one.
    case events(after: Event.ID)

    package static let start = PrunePosition.deliveries(after: DeliveryID(high: 0, low: 0))
}

package struct PrunedArtifacts: Hashable, Sendable {
    package var blobKeys: [String]
    /// The project to go on with; nil once all were looked at.
    package var next: Project.Number?

    package init(blobKeys: [String], next: Project.Number?) {
        self.blobKeys = blobKeys
        self.next = next
    }
}
