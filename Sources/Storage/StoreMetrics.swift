import Domain
import Metrics

/// What an operator monitors about writing to the store. Created with the first transaction, when it is known where to
/// count.
package struct StoreMetrics: Sendable {
    private static let shared = StoreMetrics()

    private let accepted = Counter(label: "perfsee_events_accepted_total")
    private let commit = Timer(label: "perfsee_commit_duration")

    static func count(accepted count: Int) {
        shared.accepted.increment(by: count)
    }

    /// - Parameter start: when the transaction that is on disk now began.
    package static func commit(since start: ContinuousClock.Instant) {
        shared.commit.record(duration: ContinuousClock.now - start)
    }
}
