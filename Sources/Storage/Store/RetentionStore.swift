package import Domain

/// Deletes what is old a chunk at a time, so that nobody waits for it.
package protocol RetentionStore: Sendable {
    /// Runs a round of pruning unless another process of a store with several is already in one; in that case returns
    /// false at once.
    func withTurnToPrune(_ round: () async throws -> Void) async throws -> Bool
    /// Deletes deliveries created before `time`, with their attempts, and then the events that have no deliveries left.
    /// Deliveries that are still open (`pending`, `sending`) stay, and so do their events.
    ///
    /// Examines at most `limit` rows. Returns nil once all have been examined.
    func prune(before time: Timestamp, from position: PrunePosition, limit: Int) async throws -> PrunePosition?
    /// Deletes the oldest artifacts of each project: those created before `time`, and those beyond the newest `count`.
    /// Artifacts that are not analyzed yet or are being analyzed again stay, and so does the newest of each name that
    /// passed.
    ///
    /// Examines at most `limit` artifacts. Returns the keys of the blobs to delete.
    func pruneArtifacts(
        before time: Timestamp, keeping count: Int, from position: Project.Number, limit: Int
    ) async throws -> PrunedArtifacts
}

/// How far a round of pruning has come.
package enum PrunePosition: Hashable, Sendable {
    /// Deliveries up to this one have been examined.
    case deliveries(after: DeliveryID)
    /// All deliveries have been examined, and events up to this one.
    case events(after: Event.ID)

    package static let start = PrunePosition.deliveries(after: DeliveryID(high: 0, low: 0))
}

package struct PrunedArtifacts: Hashable, Sendable {
    package var blobKeys: [String]
    /// The project to continue with; nil once all have been examined.
    package var next: Project.Number?

    package init(blobKeys: [String], next: Project.Number?) {
        self.blobKeys = blobKeys
        self.next = next
    }
}
