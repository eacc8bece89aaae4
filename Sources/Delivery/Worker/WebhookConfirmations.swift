import Domain
import Logging
import Storage
import Synchronization

/// Makes sure that nothing is sent by a webhook that another node has changed, disabled or deleted in the meantime: what
/// waits here, leased, is confirmed by the store before it starts, whether or not notifications arrive.
final class WebhookConfirmations: Sendable {
    /// How long the store's word counts, from when it was asked.
    static let validity: Duration = .milliseconds(500)
    /// The most answers to keep; beyond that, all are dropped.
    static let maximumKept = 10_000
    /// The most questions that may wait: more than there are exchanges.
    static let maximumWaiting = 20_000
    /// The most to ask the store at once.
    static let maximumBatch = 500

    private struct Waiting: Sendable {
        var use: WebhookUse
        var continuation: CheckedContinuation<(isCurrent: Bool, asked: Timestamp), any Error>
    }

    private let store: any DeliveryQueue
    private let time: any TimeSource
    private let logger: Logger
    private let queue = BatchQueue<Waiting>(BatchQueue.Limits(waiting: maximumWaiting, jobs: maximumBatch))
    /// When the store was asked that last confirmed them.
    private let confirmed = Mutex<[WebhookUse: Timestamp]>([:])

    init(store: any DeliveryQueue, time: any TimeSource, logger: Logger) {
        self.store = store
        self.time = time
        self.logger = logger
    }

    /// Whether the store still has the webhook as it is to be used. Throws if the store cannot say.
    ///
    /// - Parameter known: when the store was asked from whose answer the use is known.
    func confirm(_ use: WebhookUse, known: Timestamp) async throws -> Bool {
        if counts(known) || confirmed.withLock({ $0[use] }).map(counts) == true { return true }
        let (isCurrent, asked) = try await ask(use)
        guard isCurrent, !counts(asked) else { return isCurrent }
        // An answer that was long on its way, over a link that was down, may be outdated. If the next one takes as long,
        // then the store is slow, and not to send at all would be worse.
        return try await ask(use).isCurrent
    }

    /// A clock that was set back does not make an answer count for longer.
    private func counts(_ asked: Timestamp) -> Bool {
        let age = time.now() - asked
        return age < Self.validity && age > .zero - Self.validity
    }

    private func ask(_ use: WebhookUse) async throws -> (isCurrent: Bool, asked: Timestamp) {
        try await withCheckedThrowingContinuation { continuation in
            switch queue.add(Waiting(use: use, continuation: continuation)) {
            case .queued: break
            case .run: Task { await self.run() }
            case .full: continuation.resume(throwing: StoreError.busy)
            }
        }
    }

    private func run() async {
        while let batch = queue.next() { await answer(batch) }
    }

    private func answer(_ batch: [Waiting]) async {
        do {
            let asked = time.now()
            let current = try await store.current(Set(batch.map(\.use)))
            keep(current, asked)
            for waiting in batch {
                waiting.continuation.resume(returning: (current.contains(waiting.use), asked))
            }
        } catch {
            logger.warning(
                "Webhooks could not be confirmed; their deliveries wait", error: error,
                metadata: ["deliveries": "\(batch.count)"])
            for waiting in batch { waiting.continuation.resume(throwing: error) }
        }
    }

    private func keep(_ current: Set<WebhookUse>, _ asked: Timestamp) {
        confirmed.withLock { confirmed in
            if confirmed.count + current.count > Self.maximumKept { confirmed = [:] }
            for use in current { confirmed[use] = asked }
        }
    }
}
