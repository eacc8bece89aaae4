import Domain
package import Foundation
package import Signing

extension WebhookTarget {
    /// - Parameter sealedSecrets: newest first.
    package init(row: some StoredRow, sealedSecrets: [Data], _ keyring: Keyring) throws {
        let id: Webhook.ID = try row["id"]
        let sealed = SealedWebhook(id, keyring)
        let waits = try JSONColumn.value(row["retry_schedule"], as: [Int].self)
        try self.init(
            id: id, owner: WebhookOwner(key: row["owner"]), revision: row["revision"], url: row["url"],
            isEnabled: (row["disabled_reason"] as String?) == nil, secrets: sealedSecrets.map(sealed.secret),
            headers: sealed.headers(row["sealed_headers"]),
            schedule: waits.map(RetrySchedule.init(stored:)) ?? .standard, timeout: row["timeout"],
            maxConcurrency: row["max_concurrency"], rateLimit: row["rate_limit"], health: WebhookHealth(row: row))
    }
}
