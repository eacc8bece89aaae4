package import Domain
package import Logging
import ServiceLifecycle
package import Storage

/// How long finished deliveries and artifacts are kept.
package struct Retention: Hashable, Sendable {
    /// Days to keep deliveries with their attempts and events: 30.
    package static let defaultDays = 30
    /// Days to keep artifacts: a year.
    package static let defaultArtifactDays = 365
    /// The most artifacts a project keeps: 1,000.
    package static let defaultArtifactCount = 1_000
    /// The allowed values for each of these settings.
    package static let range = 1...1_000_000

    package var days = defaultDays
    package var artifactDays = defaultArtifactDays
    package var artifactCount = defaultArtifactCount

    package init() {}
}

/// Deletes what has passed its retention period, a chunk at a time. Only one node prunes at a time.
package struct Pruner: Service {
    /// Rows examined in one commit: few, because accepting and recording wait for it.
    static let chunk = 200
    /// Between two rounds.
    static let pause: Duration = .minutes(10)

    private let store: any RetentionStore
    private let blobs: any BlobStore
    private let retention: Retention
    private let task: PeriodicTask

    package init(
        store: any RetentionStore, blobs: any BlobStore, retention: Retention, time: any TimeSource, logger: Logger
    ) {
        self.store = store
        self.blobs = blobs
        self.retention = retention
        task = PeriodicTask(name: "prune", pause: Self.pause, time: time, logger: logger)
    }

    package func run() async throws {
        await task.run {
            _ = try await store.withTurnToPrune {
                try await pruneLog(at: task.time.now())
                try await pruneArtifacts(at: task.time.now())
            }
        }
    }

    private func pruneLog(at now: Timestamp) async throws {
        let edge = now - .days(retention.days)
        var position: PrunePosition? = .start
        while let next = position, !Task.isCancelled {
            position = try await store.prune(before: edge, from: next, limit: Self.chunk)
        }
    }

    private func pruneArtifacts(at now: Timestamp) async throws {
        let edge = now - .days(retention.artifactDays)
        var project: Project.Number? = 0
        while let next = project, !Task.isCancelled {
            let pruned = try await store.pruneArtifacts(
                before: edge, keeping: retention.artifactCount, from: next, limit: Self.chunk)
            await blobs.deleteAll(pruned.blobKeys, logger: task.logger)
            project = pruned.next
        }
    }
}
