package import Domain
package import Logging
import ServiceLifecycle
package import Storage

/// Completes replays a chunk at a time; if a server stops, another continues.
package struct Replayer: Service {
    /// Deliveries reset to pending in one commit.
    static let chunk = 500
    /// How often to look for a replay that a node began and did not complete: 30 s.
    static let pause: Duration = .seconds(30)

    private let store: any ReplayStore
    private let task: PeriodicTask

    package init(store: any ReplayStore, time: any TimeSource, logger: Logger) {
        self.store = store
        task = PeriodicTask(name: "replay", pause: Self.pause, time: time, logger: logger)
    }

    package func run() async throws {
        await task.run(orWhen: store.waitForReplay) {
            while !Task.isCancelled, try await store.advanceReplay(at: task.time.now(), limit: Self.chunk) {}
        }
    }
}
