package import Domain
package import Logging
import ServiceLifecycle
package import Storage

/// Completes replays a chunk at a time; if a server stops, the next one continues.
package struct Replayer: Service {
    /// Deliveries reset to pending in one commit.
    static let chunk = 500

    private let store: any ReplayStore
    private let task: PeriodicTask

    package init(store: any ReplayStore, time: any TimeSource, logger: Logger) {
        self.store = store
        task = PeriodicTask(name: "replay", pause: 500, time: time, logger: logger)
    }

    package func run() async throws {
        await task.run {
            while !Task.isCancelled, try await store.advanceReplay(at: task.time.now(), limit: Self.chunk) {}
        }
    }
}
