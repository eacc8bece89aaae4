package import Domain
import Foundation
import GRDB
package import Storage

extension SQLiteStore: StatisticsStore {
    package func statistics(
        of webhook: Webhook.ID, in owner: WebhookOwner, since: Timestamp
    ) async throws -> [WebhookHour] {
        let first = DeliveryID.first(of: since).data
        let rows = try await pool.read { db in
            try Row.all(db, Self.recentAttempts, [webhook, owner.key, first, WebhookHour.mostDeliveries]) {
                AttemptSample(start: $0[0], milliseconds: $0[1], isSuccess: $0[2])
            }
        }
        return rows.hours
    }

    /// A cross join, because SQLite keeps its order: the few deliveries first, then the attempts of each.
    private static let recentAttempts = """
        SELECT start_time, end_time - start_time, reason IS NULL
        FROM (
            SELECT id FROM deliveries INDEXED BY deliveries_webhook
            WHERE webhook = ? AND owner = ? AND id >= ? AND event_type <> \(EventType.pingSQL)
            ORDER BY id DESC LIMIT ?
        ) AS recent CROSS JOIN attempts ON attempts.delivery = recent.id
        """
}
