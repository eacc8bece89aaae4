package import Domain
import Foundation
import GRDB

extension SQLiteStore: ChangeFeed {
    package func changes(in project: Project.Number, after id: String?) -> AsyncStream<NumberedChange> {
        board.changes(in: project, after: id)
    }

    /// Tells those who watch, once this commit is on disk, what became of a delivery.
    func announce(_ id: DeliveryID, _ context: WriteContext) throws {
        guard board.isWatched else { return }
        let row = try Row.fetchOne(
            context.db.cachedStatement(sql: "SELECT * FROM deliveries WHERE id = ?"), arguments: [id.data])
        guard let row, let delivery = try Delivery(row: row) else { return }
        let project: Project.Number = row["project"]
        context.whenCommitted { [board] in board.post(.delivery(delivery), in: project) }
    }

    func announce(
        _ artifact: Artifact.ID, _ status: Artifact.Status, in project: Project.Number, _ context: WriteContext
    ) {
        guard board.isWatched else { return }
        context.whenCommitted { [board] in board.post(.artifact(artifact, status), in: project) }
    }

    /// Many deliveries of a project changed at once: its readers look again.
    func announceMany(of webhook: Webhook.ID, _ context: WriteContext) throws {
        guard board.isWatched else { return }
        let project = try Project.Number.fetchOne(
            context.db, sql: "SELECT project FROM webhooks WHERE id = ?", arguments: [webhook])
        guard let project else { return }
        context.whenCommitted { [board] in board.post(.reset, in: project) }
    }
}
