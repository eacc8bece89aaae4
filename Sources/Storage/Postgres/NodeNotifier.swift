import Domain
import PostgresClient
import Synchronization

/// Tells the other nodes what was committed, and hears what they tell.
///
/// What is told is collected for a moment and sent together, apart from the transactions that it is about: a
/// transaction that says something waits at its commit for every other one that does.
final class NodeNotifier: Sendable {
    static let channel = "perfsee"
    /// How long what is to be told may wait for more of it.
    static let pause = Duration.milliseconds(20)
    /// How long opening waits until the others can be heard.
    static let patience = Duration.seconds(5)
    /// The most items that may wait to be told; beyond that they are dropped, since nothing depends on them.
    static let maximumWaiting = 20_000
    /// How often this node says again what it watches.
    static let watchInterval = Duration.seconds(20)
    /// How long another's saying so counts.
    static let watchLifetime = Duration.seconds(60)

    /// Tells this process's messages from others'.
    private let node = String(UInt64.random(in: .min ... .max), radix: 36)
    private let listener: PostgresListener
    private let pool: PostgresPool
    private let waiting = Mutex<[NodeMessage]>([])
    private let hasMessages = Signal()
    private let watchedElsewhere = Mutex<[WebhookOwner: ContinuousClock.Instant]>([:])
    private let watchedCount = Atomic(0)

    init(_ settings: PostgresSettings, _ pool: PostgresPool) throws {
        listener = try PostgresListener(settings, channels: [Self.channel])
        self.pool = pool
    }

    // MARK: Telling

    func tell(_ items: [NodeMessage]) {
        guard !items.isEmpty else { return }
        waiting.withLock { waiting in
            if waiting.count < Self.maximumWaiting { waiting += items }
        }
        hasMessages.set()
    }

    /// Until the task is cancelled.
    func speak() async {
        while !Task.isCancelled {
            await hasMessages.wait()
            try? await Task.sleep(for: Self.pause)
            let items = waiting.withLock { waiting in
                defer { waiting = [] }
                return waiting
            }
            // What cannot be told is found by looking, a little later.
            try? await send(NodeMessageCodec.messages(of: items, from: node))
        }
    }

    private func send(_ messages: [String]) async throws {
        guard !messages.isEmpty else { return }
        try await pool.run { session in
            _ = try session.pipeline { pipeline in
                // Nobody waits for it, and nothing is lost with it.
                try pipeline.add("SELECT set_config('synchronous_commit', 'off', true)")
                for message in messages { try pipeline.add("SELECT pg_notify($1, $2)", Self.channel, message) }
            }
        }
    }

    // MARK: Hearing

    /// Until the task is cancelled.
    func listen() async {
        await listener.run()
    }

    /// Returns once nothing is missed any more; after `patience` in any case.
    func waitUntilHearing() async {
        await withTaskGroup(of: Void.self) { [listener] group in
            group.addTask { _ = await listener.events.next() }
            group.addTask { try? await Task.sleep(for: Self.patience) }
            await group.next()
            group.cancelAll()
        }
    }

    /// What the other nodes tell; nil where something may have been missed.
    var messages: AsyncCompactMapSequence<PostgresListenerEvents, [NodeMessage]?> {
        listener.events.compactMap { [node] event in
            guard case .notification(let notification) = event else { return .some(nil) }
            let (teller, items) = NodeMessageCodec.items(of: notification.payload)
            return teller == node ? nil : .some(items)
        }
    }

    // MARK: Who watches

    /// Another node has readers of that project or application.
    func note(watched owner: WebhookOwner) {
        watchedElsewhere.withLock { watched in
            watched = watched.filter { $0.value > .now }
            watched[owner] = .now + Self.watchLifetime
            watchedCount.store(watched.count, ordering: .relaxed)
        }
    }

    /// Whether another node has readers of anything.
    var isWatchedElsewhere: Bool { watchedCount.load(ordering: .relaxed) > 0 }

    func isWatchedElsewhere(_ owner: WebhookOwner) -> Bool {
        isWatchedElsewhere && watchedElsewhere.withLock { $0[owner].map { $0 > .now } ?? false }
    }
}
