package import Domain
package import Logging
import ServiceLifecycle
package import Storage

/// Erases what deleted projects left behind and deletes what has expired, a chunk at a time.
package struct Eraser: Service {
    /// Rows erased in one commit.
    static let chunk = 500

    private let store: any Maintenance
    private let blobs: any BlobStore
    private let task: PeriodicTask

    package init(store: any Maintenance, blobs: any BlobStore, time: any TimeSource, logger: Logger) {
        self.store = store
        self.blobs = blobs
        task = PeriodicTask(name: "erase", pause: .seconds(30), time: time, logger: logger)
    }

    package func run() async throws {
        await task.run {
            var isDone = false
            while !isDone, !Task.isCancelled {
                isDone = try await store.forgetExpired(at: task.time.now(), limit: Self.chunk)
            }
            isDone = false
            while !isDone, !Task.isCancelled {
                let erased = try await store.erase(limit: Self.chunk)
                await blobs.deleteAll(erased.blobKeys, logger: task.logger)
                isDone = erased.isDone
            }
        }
    }
}
