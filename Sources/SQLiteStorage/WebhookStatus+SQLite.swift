import Domain
import GRDB
import Storage

extension WebhookStatus {
    static func fetch(_ webhook: Webhook.ID, _ db: Database) throws -> WebhookStatus? {
        try Row.first(
            db,
            """
            SELECT failures, failing_since, probe_at, disabled_reason, owner, throttled_until FROM webhooks WHERE id = ?
            """,
            [webhook]
        ) { row in
            WebhookStatus(
                webhook: webhook, owner: WebhookOwner(key: row[4]),
                health: WebhookHealth(
                    failures: row[0], failingSince: Timestamp(stored: row[1]), probeAt: Timestamp(stored: row[2]),
                    throttledUntil: Timestamp(stored: row[5])),
                disabledReason: (row[3] as String?).flatMap(Webhook.DisabledReason.init))
        }
    }

    func write(_ db: Database) throws {
        guard isChanged, let last else { return }
        var statement = try HotStatement(
            """
            UPDATE webhooks SET failures = ?, failing_since = ?, probe_at = ?, throttled_until = ?,
                last_delivery = ?, last_start = ?, last_end = ?, last_status = ?, last_reason = ?
            WHERE id = ?
            """, db)
        try statement.bind(health.failures)
        try statement.bind(health.failingSince)
        try statement.bind(health.probeAt)
        try statement.bind(health.throttledUntil)
        try statement.bind(last.deliveryID)
        try statement.bind(last.startTime)
        try statement.bind(last.endTime)
        try statement.bind(last.statusCode)
        try statement.bind(last.reason?.rawValue)
        try statement.bind(webhook)
        try statement.run()
    }
}
