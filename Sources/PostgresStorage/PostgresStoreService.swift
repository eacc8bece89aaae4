import PostgresClient
import ServiceLifecycle

/// What a node's store does between requests: it keeps its connections open, tells the other nodes what it committed,
/// and hears what they tell. Without it a store works, but the nodes learn of each other's commits only by polling.
package struct PostgresStoreService: Service {
    private let store: PostgresStore
    private let whenListening: @Sendable () -> Void

    /// - Parameter whenListening: called whenever it is connected: from then on it hears everything.
    package init(_ store: PostgresStore, whenListening: @escaping @Sendable () -> Void = {}) {
        self.store = store
        self.whenListening = whenListening
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for pool in [store.pool, store.hotPool] { group.addTask { await pool.run() } }
                group.addTask { await store.notifier.listen() }
                group.addTask { await store.notifier.speak() }
                group.addTask { await store.keepWatching() }
                group.addTask { await hear() }
            }
        }
    }

    private func hear() async {
        for await messages in store.notifier.messages {
            await store.hear(messages)
            if messages == nil { whenListening() }
        }
    }
}
