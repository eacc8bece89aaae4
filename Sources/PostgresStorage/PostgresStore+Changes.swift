package import Domain
import PostgresClient
package import Storage
import Synchronization

extension PostgresStore: ChangeFeed {
    package func changes(in owner: WebhookOwner, after id: String?) -> AsyncStream<NumberedChange> {
        notifier.tell([.watching(owner)])
        return broadcaster.changes(in: owner, after: id)
    }

    /// Whether anyone watches the project or the application, on any node.
    func isWatched(_ owner: WebhookOwner) -> Bool {
        broadcaster.isWatched(owner) || notifier.isWatchedElsewhere(owner)
    }

    /// Tells watchers, once this is committed, what happened to deliveries.
    func announce(_ ids: [DeliveryID], _ write: PostgresWrite) throws {
        guard !ids.isEmpty, broadcaster.isWatched || notifier.isWatchedElsewhere else { return }
        for row in try write.session.records(Self.someDeliveries, ids) {
            let owner = WebhookOwner(key: try row["owner"])
            guard isWatched(owner), let delivery = try Delivery(row: row) else { continue }
            write.effects.whenCommitted { [broadcaster] in broadcaster.post(.delivery(delivery), in: owner) }
            if notifier.isWatchedElsewhere(owner) { write.tell(.delivery(delivery.id, owner)) }
        }
    }

    private static let someDeliveries = "\(selectDelivery) WHERE id = ANY($1) ORDER BY id"

    func announce(
        _ artifact: Artifact.ID, _ status: Artifact.Status, in project: Project.Number, _ write: PostgresWrite
    ) {
        write.effects.whenCommitted { [broadcaster] in
            broadcaster.post(.artifact(artifact, status), in: .project(project))
        }
        if notifier.isWatchedElsewhere(.project(project)) { write.tell(.artifact(artifact, status, project)) }
    }

    /// So much of an owner's data changed at once that its readers have to read again.
    func announceReset(of owner: WebhookOwner, _ write: PostgresWrite) {
        write.effects.whenCommitted { [broadcaster] in broadcaster.post(.reset, in: owner) }
        if notifier.isWatchedElsewhere(owner) { write.tell(.reset(owner)) }
    }

    /// The project or the application no longer exists.
    func announceEnd(of owner: WebhookOwner, _ write: PostgresWrite) {
        write.effects.whenCommitted { [broadcaster] in broadcaster.end(owner) }
        write.tell(.ended(owner))
    }

    func announceChange(of webhook: Webhook.ID, _ write: PostgresWrite) {
        let handover = currentHandover
        write.effects.whenCommitted { handover?.changed(webhook) }
        write.tell(.changed(webhook))
    }

    func announcePendingArtifact(_ write: PostgresWrite) {
        write.effects.whenCommitted { [artifactSignal] in artifactSignal.set() }
        write.tell(.artifactPending)
    }

    func announceReplay(_ write: PostgresWrite) {
        write.effects.whenCommitted { [replaySignal] in replaySignal.set() }
        write.tell(.replayRunning)
    }
}

/// What other nodes send.
extension PostgresStore {
    /// - Parameter messages: nil if something may have been missed.
    func hear(_ messages: [NodeMessage]?) async {
        guard let messages else { return await lookAgain() }
        let due = messages.compactMap { if case .due(let due) = $0 { due } else { nil } }
        if !due.isEmpty { currentHandover?.pending(due) }
        for item in messages { hear(item) }
        await post(messages.compactMap { if case .delivery(let id, let owner) = $0 { (id, owner) } else { nil } })
    }

    private func hear(_ item: NodeMessage) {
        switch item {
        case .due, .delivery: break
        case .changed(let webhook): currentHandover?.changed(webhook)
        case .artifactPending: artifactSignal.set()
        case .replayRunning: replaySignal.set()
        case .watching(let owner): notifier.note(watched: owner)
        case .artifact(let id, let status, let project): broadcaster.post(.artifact(id, status), in: .project(project))
        case .reset(let owner): broadcaster.post(.reset, in: owner)
        case .ended(let owner): broadcaster.end(owner)
        }
    }

    /// Reads what changed elsewhere, for the readers on this node.
    private func post(_ changed: [(DeliveryID, WebhookOwner)]) async {
        let ids = changed.filter { broadcaster.isWatched($0.1) }.map(\.0)
        guard !ids.isEmpty else { return }
        let deliveries = try? await read { session in
            try session.records(Self.someDeliveries, ids).compactMap { row -> (Delivery, WebhookOwner)? in
                try Delivery(row: row).map { ($0, WebhookOwner(key: try row["owner"])) }
            }
        }
        guard let deliveries else { return broadcaster.resetAll() }
        for (delivery, owner) in deliveries { broadcaster.post(.delivery(delivery), in: owner) }
    }

    private func lookAgain() async {
        artifactSignal.set()
        replaySignal.set()
        broadcaster.resetAll()
        notifier.tell(broadcaster.watched.map { .watching($0) })
        if let due = try? await dueWebhooks(), !due.isEmpty { currentHandover?.pending(due) }
    }

    /// Keeps repeating what is watched here, until the task is canceled.
    func keepWatching() async {
        while !Task.isCancelled {
            notifier.tell(broadcaster.watched.map { .watching($0) })
            try? await time.sleep(NodeNotifier.watchInterval)
        }
    }
}
