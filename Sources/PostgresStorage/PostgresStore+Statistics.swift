package import Domain
import PostgresClient
package import Storage

extension PostgresStore: StatisticsStore {
    package func statistics(
        of webhook: Webhook.ID, in owner: WebhookOwner, since: Timestamp
    ) async throws -> [WebhookHour] {
        let glances = try await read { session in
            try session.query(
                Self.recentAttempts, webhook, owner.key, DeliveryID.first(of: since)
            ).map { AttemptSample(start: try $0[0], milliseconds: try $0[1], isSuccess: try $0[2]) }
        }
        return glances.hours
    }

    /// The few deliveries first, then the attempts of each. The limit is a literal: if the planner does not know it, it
    /// expects a tenth of the table, and sorts that.
    static let recentAttempts = """
        SELECT start_time, end_time - start_time, reason IS NULL
        FROM (
            SELECT id FROM deliveries
            WHERE webhook = $1 AND owner = $2 AND id >= $3 AND event_type <> \(EventType.pingSQL)
            ORDER BY id DESC LIMIT \(WebhookHour.mostDeliveries)
        ) AS recent CROSS JOIN LATERAL (
            SELECT start_time, end_time, reason FROM attempts WHERE delivery = recent.id OFFSET 0
        ) AS made
        """
}
