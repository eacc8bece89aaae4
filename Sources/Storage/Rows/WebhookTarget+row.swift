import Domain
package import Foundation
package import Signing

extension WebhookTarget {
    /// - Parameter sealedSecrets: newest first.
    package init(row: some StoredRow, sealedSecrets: [Data], _ keyring: Keyring) throws {
        let id: Webhook.ID = try row["id"]
        let sealed = SealedWebhook(id, keyring)
        try self.init(
            id: id, owner: WebhookOwner(key: row["owner"]), revision: row["revision"], url: row["url"],
            isEnabled: (row["disabled_reason"] as String?) == nil, secrets: sealedSecrets.map(sealed.secret),
            headers: sealed.headers(row["sealed_headers"]),
            schedule: RetrySchedule(column: row["retry_schedule"]),
            timeout: .seconds(row["timeout"] as Int), maxConcurrency: row["max_concurrency"],
            rateLimit: row["rate_limit"], httpVersion: WebhookHTTPVersion(column: row["http_version"]),
            health: WebhookHealth(row: row))
    }
}
