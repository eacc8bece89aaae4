package import Domain
import Foundation
import GRDB
package import Storage

extension SQLiteStore: ChangeFeed {
    package func changes(in owner: WebhookOwner, after id: String?) -> AsyncStream<NumberedChange> {
        broadcaster.changes(in: owner, after: id)
    }

    package func position(in owner: WebhookOwner) -> String? { broadcaster.position(in: owner) }

    /// Tells watchers, once this commit is on disk, what happened to a delivery.
    func announce(_ id: DeliveryID, _ context: WriteContext) throws {
        guard broadcaster.isWatched else { return }
        let row = try Row.fetchOne(
            context.db.cachedStatement(sql: "\(Self.selectDelivery) WHERE id = ?"), arguments: [id.data])
        guard let row, let delivery = try Delivery(row: row) else { return }
        let owner = WebhookOwner(key: row["owner"])
        context.effects.whenCommitted { [broadcaster] in broadcaster.post(.delivery(delivery), in: owner) }
    }

    func announce(
        _ artifact: Artifact.ID, _ status: Artifact.Status, in project: Project.Number, _ context: WriteContext
    ) {
        guard broadcaster.isWatched else { return }
        context.effects.whenCommitted { [broadcaster] in
            broadcaster.post(.artifact(artifact, status), in: .project(project))
        }
    }

    /// Many deliveries of a webhook changed at once: its owner's readers read again.
    func announceMany(of webhook: Webhook.ID, _ context: WriteContext) throws {
        guard broadcaster.isWatched else { return }
        let key = try Int64.fetchOne(
            context.db, sql: "SELECT owner FROM webhooks WHERE id = ?", arguments: [webhook])
        guard let key else { return }
        context.effects.whenCommitted { [broadcaster] in broadcaster.post(.reset, in: WebhookOwner(key: key)) }
    }
}
