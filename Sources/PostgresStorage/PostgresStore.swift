import Domain
import Foundation
import PostgresClient
import Signing
package import Storage
import Synchronization

/// The store for several nodes: one PostgreSQL database, with every commit on disk before it is answered.
///
/// Nodes know nothing of each other except what is in the database and what they tell each other through it
/// (`NodeNotifier`). Such messages only make things faster; nothing relies on them for correctness.
package final class PostgresStore: Sendable {
    /// Reads, and writes outside the hot path.
    let pool: PostgresPool
    /// The hot path: accepting and recording have their own connections, so that no reader holds them up.
    let hotPool: PostgresPool
    /// Reading and writing blobs takes long.
    let blobPool: PostgresPool
    let keyring: Keyring
    let subscriptions = PostgresSubscriptions()
    let publishedTypes = PublishedTypeCache()
    package let accessChanges = AccessChanges()
    let partitions: Partitions
    let artifactSignal = Signal()
    let replaySignal = Signal()
    let broadcaster = ChangeBroadcaster()
    let notifier: NodeNotifier
    let leases = LeaseTokens()
    /// Set when the store has been opened.
    let files = Mutex<NodeFiles?>(nil)
    let traces: CommitTraces
    let portions = EventPortions()
    let random = Mutex(RandomReserve())
    let handover = Mutex<(any DeliveryHandover)?>(nil)
    let skips = Mutex<(any SkipObserver)?>(nil)
    let accepts = BatchWriter<AcceptJob, Result<Accepted, StoreError>>(
        runners: PostgresStore.runners, weight: \.bytes, isOneJobsFault: PostgresStore.isOneJobsFault)
    let records = BatchWriter<RecordJob, [Recorded]>(
        runners: PostgresStore.runners, weight: \.bytes, isOneJobsFault: PostgresStore.isOneJobsFault)
    let time: PostgresTime
    let isClosed = Atomic(false)

    /// How many batches of accepts, and how many of records, may be in flight at once: while one waits for its commit
    /// to reach the disk, the next is written.
    static let runners = 2
    /// How many connections there are for everything else.
    static let connections = 10
    static let blobConnections = 4

    init(_ settings: PostgresSettings, keyring: Keyring, clock: any TimeSource, time: PostgresTime) throws {
        self.keyring = keyring
        self.time = time
        func makePool(_ settings: PostgresSettings, minimum: Int, maximum: Int) throws -> PostgresPool {
            try PostgresPool(settings, limits: PostgresPoolLimits(minimum: minimum, maximum: maximum), time: time)
        }
        pool = try makePool(settings, minimum: 1, maximum: Self.connections)
        var hot = settings
        hot.serverSettings = HotPlans.settings
        hotPool = try makePool(hot, minimum: 1, maximum: 2 * Self.runners)
        blobPool = try makePool(settings, minimum: 0, maximum: Self.blobConnections)
        partitions = Partitions(pool, time: time)
        notifier = try NodeNotifier(settings, pool, time: time)
        traces = CommitTraces(clock: clock)
    }

    /// An error about a statement may concern a single row; a lost connection concerns all of them.
    private static func isOneJobsFault(_ error: any Error) -> Bool {
        guard let error = error as? PostgresError else { return !(error is StoreError) }
        return [.server, .aborted, .invalid, .decoding].contains(error.kind)
    }

    var currentHandover: (any DeliveryHandover)? {
        handover.withLock { $0 }
    }

    func newDeliveryID(at now: Timestamp) -> DeliveryID {
        random.withLock { DeliveryID.make(at: now, using: &$0) }
    }
}
