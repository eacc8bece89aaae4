import Domain
import PostgresClient
import Storage
import Synchronization

/// Tells the other nodes what was committed, and receives what they tell.
///
/// Items are collected for a moment and sent together, outside the transactions they are about: a transaction that
/// sends a notification waits at its commit for every other one that does.
final class NodeNotifier: Sendable {
    static let channel = "perfsee"
    /// How long an item may wait to be sent along with others.
    static let pause = Duration.milliseconds(20)
    /// The most items that may wait to be sent; beyond that they are dropped, since nothing relies on them.
    static let maximumWaiting = 20_000
    /// How often this node repeats what it watches.
    static let watchInterval = Duration.seconds(20)
    /// How long such a message from another node counts.
    static let watchLifetime = Duration.seconds(60)

    /// Distinguishes this process's messages from others'.
    private let node = String(UInt64.random(in: .min ... .max), radix: 36)
    private let listener: PostgresListener
    private let pool: PostgresPool
    private let waiting = Mutex<[NodeMessage]>([])
    private let hasMessages = Signal()
    private let time: PostgresTime
    /// Until when each is watched there, by `time`.
    private let watchedElsewhere = Mutex<[WebhookOwner: Duration]>([:])
    private let watchedCount = Atomic(0)

    init(_ settings: PostgresSettings, _ pool: PostgresPool, time: PostgresTime) throws {
        listener = try PostgresListener(settings, channels: [Self.channel], time: time)
        self.pool = pool
        self.time = time
    }

    // MARK: Sending

    func tell(_ items: [NodeMessage]) {
        guard !items.isEmpty else { return }
        waiting.withLock { waiting in
            if waiting.count < Self.maximumWaiting { waiting += items }
        }
        hasMessages.set()
    }

    /// Runs until the task is canceled.
    func speak() async {
        while !Task.isCancelled {
            await hasMessages.wait()
            try? await time.sleep(Self.pause)
            let items = waiting.withLock { waiting in
                defer { waiting = [] }
                return waiting
            }
            // What cannot be sent is found by polling a little later.
            try? await send(NodeMessageCodec.messages(of: items, from: node))
        }
    }

    private func send(_ messages: [String]) async throws {
        guard !messages.isEmpty else { return }
        try await pool.run { session in
            _ = try session.pipeline { pipeline in
                // Nobody waits for it, and nothing depends on it.
                try pipeline.add("SELECT set_config('synchronous_commit', 'off', true)")
                for message in messages { try pipeline.add("SELECT pg_notify($1, $2)", Self.channel, message) }
            }
        }
    }

    // MARK: Receiving

    /// Runs until the task is canceled.
    func listen() async {
        await listener.run()
    }

    /// What the other nodes send; nil if something may have been missed.
    var messages: AsyncCompactMapSequence<PostgresListenerEvents, [NodeMessage]?> {
        listener.events.compactMap { [node] event in
            guard case .notification(let notification) = event else { return .some(nil) }
            let (teller, items) = NodeMessageCodec.items(of: notification.payload)
            return teller == node ? nil : .some(items)
        }
    }

    // MARK: Watchers

    /// Another node has readers of that project or application.
    func note(watched owner: WebhookOwner) {
        let now = time.now()
        watchedElsewhere.withLock { watched in
            watched = watched.filter { $0.value > now }
            watched[owner] = now + Self.watchLifetime
            watchedCount.store(watched.count, ordering: .relaxed)
        }
    }

    /// Whether another node has readers of anything.
    var isWatchedElsewhere: Bool { watchedCount.load(ordering: .relaxed) > 0 }

    func isWatchedElsewhere(_ owner: WebhookOwner) -> Bool {
        isWatchedElsewhere && watchedElsewhere.withLock { $0[owner].map { $0 > time.now() } ?? false }
    }
}
