package import Domain
package import Logging
import ServiceLifecycle
package import Storage

/// Makes the deliveries of a dead worker due again: once its leases have run out, or as soon as it is known to be dead.
package struct LeaseRescuer: Service {
    /// Deliveries rescued in one commit.
    static let chunk = 500

    private let store: any DeliveryQueue & AnalysisQueue
    private let task: PeriodicTask

    package init(store: any DeliveryQueue & AnalysisQueue, time: any TimeSource, logger: Logger) {
        self.store = store
        task = PeriodicTask(name: "rescue", pause: .seconds(10), time: time, logger: logger)
    }

    package func run() async throws {
        await task.run {
            try await rescue(at: task.time.now())
        }
    }

    private func rescue(at now: Timestamp) async throws {
        try await store.reclaimFromDead(at: now)
        while try await store.rescue(at: now, limit: Self.chunk) == Self.chunk {}
        _ = try await store.rescueArtifacts(at: now)
    }
}
