import Domain
import GRDB

extension WebhookFare {
    static func fetch(_ webhook: Webhook.ID, _ db: Database) throws -> WebhookFare? {
        let statement = try db.cachedStatement(
            sql: "SELECT failures, failing_since, probe_at, disabled_reason, owner FROM webhooks WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [webhook]) else { return nil }
        return WebhookFare(
            webhook: webhook, owner: WebhookOwner(key: row[4]),
            health: WebhookHealth(
                failures: row[0], failingSince: Timestamp(stored: row[1]), probeAt: Timestamp(stored: row[2])),
            disabledReason: (row[3] as String?).flatMap(Webhook.DisabledReason.init))
    }

    func write(_ db: Database) throws {
        guard isChanged, let last else { return }
        let statement = try db.cachedStatement(
            sql: """
                UPDATE webhooks SET failures = ?, failing_since = ?, probe_at = ?, last_delivery = ?, last_start = ?,
                    last_end = ?, last_status = ?, last_reason = ?
                WHERE id = ?
                """)
        try statement.execute(arguments: [
            health.failures, health.failingSince?.milliseconds, health.probeAt?.milliseconds, last.deliveryID.data,
            last.startTime.milliseconds, last.endTime.milliseconds, last.statusCode, last.reason?.rawValue, webhook,
        ])
    }
}
