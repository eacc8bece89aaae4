package import Domain
import PostgresClient
import Synchronization

extension PostgresStore: ChangeFeed {
    package func changes(in project: Project.Number, after id: String?) -> AsyncStream<NumberedChange> {
        herald.tell([.watching(project)])
        return board.changes(in: project, after: id)
    }

    /// Whether anybody watches the project, on whatever node.
    func isWatched(_ project: Project.Number) -> Bool {
        board.isWatched(project) || herald.isWatchedElsewhere(project)
    }

    /// Tells those who watch, once this is committed, what became of deliveries.
    func announce(_ ids: [DeliveryID], _ write: PostgresWrite) throws {
        guard !ids.isEmpty, board.isWatched || herald.isWatchedElsewhere else { return }
        for row in try write.session.records(Self.someDeliveries, ids) {
            let project: Project.Number = try row["project"]
            guard isWatched(project), let delivery = try Delivery(row: row) else { continue }
            write.whenCommitted { [board] in board.post(.delivery(delivery), in: project) }
            if herald.isWatchedElsewhere(project) { write.tell(.delivery(delivery.id, project)) }
        }
    }

    private static let someDeliveries = "SELECT * FROM deliveries WHERE id = ANY($1) ORDER BY id"

    func announce(
        _ artifact: Artifact.ID, _ status: Artifact.Status, in project: Project.Number, _ write: PostgresWrite
    ) {
        write.whenCommitted { [board] in board.post(.artifact(artifact, status), in: project) }
        if herald.isWatchedElsewhere(project) { write.tell(.artifact(artifact, status, project)) }
    }

    /// So much of a project changed at once that its readers look again.
    func announceReset(of project: Project.Number, _ write: PostgresWrite) {
        write.whenCommitted { [board] in board.post(.reset, in: project) }
        if herald.isWatchedElsewhere(project) { write.tell(.reset(project)) }
    }

    func announceChange(of webhook: Webhook.ID, _ write: PostgresWrite) {
        let handover = currentHandover
        write.whenCommitted { handover?.changed(webhook) }
        write.tell(.changed(webhook))
    }

    func announcePendingArtifact(_ write: PostgresWrite) {
        write.whenCommitted { [artifactSignal] in artifactSignal.set() }
        write.tell(.artifactPending)
    }
}

/// What other nodes tell.
extension PostgresStore {
    /// - Parameter news: nil where something may have been missed.
    func hear(_ news: [News]?) async {
        guard let news else { return await lookAgain() }
        let due = news.compactMap { if case .due(let due) = $0 { due } else { nil } }
        if !due.isEmpty { currentHandover?.pending(due) }
        for item in news { hear(item) }
        await post(news.compactMap { if case .delivery(let id, let project) = $0 { (id, project) } else { nil } })
    }

    private func hear(_ item: News) {
        switch item {
        case .due, .delivery: break
        case .changed(let webhook): currentHandover?.changed(webhook)
        case .artifactPending: artifactSignal.set()
        case .watching(let project): herald.note(watched: project)
        case .artifact(let id, let status, let project): board.post(.artifact(id, status), in: project)
        case .reset(let project): board.post(.reset, in: project)
        case .ended(let project): board.end(project)
        }
    }

    /// Reads what changed elsewhere for the readers that are here.
    private func post(_ changed: [(DeliveryID, Project.Number)]) async {
        let ids = changed.filter { board.isWatched($0.1) }.map(\.0)
        guard !ids.isEmpty else { return }
        let deliveries = try? await read { session in
            try session.records(Self.someDeliveries, ids).compactMap { row -> (Delivery, Project.Number)? in
                try Delivery(row: row).map { ($0, try row["project"]) }
            }
        }
        guard let deliveries else { return board.resetAll() }
        for (delivery, project) in deliveries { board.post(.delivery(delivery), in: project) }
    }

    private func lookAgain() async {
        artifactSignal.set()
        board.resetAll()
        herald.tell(board.watched.map { .watching($0) })
        if let due = try? await dueWebhooks(), !due.isEmpty { currentHandover?.pending(due) }
    }

    /// Says again and again what is watched here, until the task is cancelled.
    func keepWatching() async {
        while !Task.isCancelled {
            herald.tell(board.watched.map { .watching($0) })
            try? await Task.sleep(for: Herald.watchInterval)
        }
    }
}
