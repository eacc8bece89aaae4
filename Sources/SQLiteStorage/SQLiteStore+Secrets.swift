package import Domain
import Foundation
import GRDB
import Signing
package import Storage

extension SQLiteStore {
    package func rotateSecret(
        of id: Webhook.ID, in owner: WebhookOwner, to secret: String, overlapUntil: Timestamp?, at now: Timestamp,
        once: Once<Webhook>?
    ) async throws -> Reply<Webhook> {
        try await write(once: once, at: now) { [self] context in
            let db = context.db
            try context.forgetStatus(of: id)
            guard try Self.webhook(id, in: owner, db) != nil else { throw StoreError.notFound }
            if let overlapUntil {
                try db.execute(
                    sql: "UPDATE webhook_secrets SET expires_at = min(ifnull(expires_at, ?1), ?1) WHERE webhook = ?2",
                    arguments: [overlapUntil.milliseconds, id])
            } else {
                try db.execute(sql: "DELETE FROM webhook_secrets WHERE webhook = ?", arguments: [id])
            }
            let sealed = try SealedWebhook(id, keyring).seal(secret)
            try db.execute(
                sql: "INSERT INTO webhook_secrets (webhook, sealed) VALUES (?, ?)", arguments: [id, Data(sealed)])
            try db.execute(
                sql: """
                    DELETE FROM webhook_secrets WHERE webhook = ? AND id NOT IN (
                        SELECT id FROM webhook_secrets WHERE webhook = ? ORDER BY id DESC LIMIT \(SealedWebhook.maximumSecrets))
                    """, arguments: [id, id])
            try touch(id, in: owner, at: now, context)
            return try Self.webhook(id, in: owner, db) ?? { throw StoreError.notFound }()
        }
    }

    /// Erases the secrets whose overlap is over, and tells the worker to sign without them.
    func endSecrets(at now: Timestamp, _ context: WriteContext) throws {
        let ended = try Row.fetchAll(
            context.db,
            sql: """
                SELECT DISTINCT webhook, owner FROM webhook_secrets JOIN webhooks ON webhooks.id = webhook
                WHERE expires_at <= ?
                """, arguments: [now.milliseconds])
        guard !ended.isEmpty else { return }
        try context.db.execute(sql: "DELETE FROM webhook_secrets WHERE expires_at <= ?", arguments: [now.milliseconds])
        for row in ended { try touch(row[0], in: WebhookOwner(key: row[1]), at: now, context) }
    }

    /// The webhook changed: cached versions of it are no longer valid.
    private func touch(
        _ id: Webhook.ID, in owner: WebhookOwner, at now: Timestamp, _ context: WriteContext
    ) throws {
        try context.db.execute(
            sql: "UPDATE webhooks SET revision = revision + 1, updated_at = ? WHERE id = ?",
            arguments: [now.milliseconds, id])
        try subscriptions.forget(owner, context)
        announceChange(of: id, context)
    }
}
