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
            try context.forgetStatus(of: id)
            guard try Self.webhook(id, in: owner, context.db) != nil else { throw StoreError.notFound }
            return try rotate(
                id, in: owner, to: try SealedWebhook(id, keyring).seal(secret), overlapUntil: overlapUntil, at: now,
                context)
        }
    }

    package func prepareSecret(
        of id: Webhook.ID, in owner: WebhookOwner, _ secret: String, overlap: Duration, at now: Timestamp,
        once: Once<Webhook>?
    ) async throws -> Reply<Webhook> {
        try await write(once: once, at: now) { [self] context in
            try context.forgetStatus(of: id)
            guard try Self.webhook(id, in: owner, context.db) != nil else { throw StoreError.notFound }
            // The revision stays: nothing is sent differently.
            try context.db.execute(
                sql: "UPDATE webhooks SET prepared_secret = ?, prepared_overlap = ?, updated_at = ? WHERE id = ?",
                arguments: [
                    try SealedWebhook(id, keyring).seal(secret), overlap.wholeSeconds, now.milliseconds, id,
                ])
            return try Self.webhook(id, in: owner, context.db) ?? { throw StoreError.notFound }()
        }
    }

    package func switchSecret(
        of id: Webhook.ID, in owner: WebhookOwner, overlap: Duration?, at now: Timestamp, once: Once<SwitchedSecret>?
    ) async throws -> Reply<SwitchedSecret> {
        try await write(once: once, at: now) { [self] context in
            try context.forgetStatus(of: id)
            guard let webhook = try Self.webhook(id, in: owner, context.db) else { throw StoreError.notFound }
            let row = try Row.fetchOne(
                context.db, sql: "SELECT prepared_secret, prepared_overlap FROM webhooks WHERE id = ?", arguments: [id])
            guard let sealed: Data = row?["prepared_secret"] else { throw StoreError.conflict(.noPreparedSecret) }
            let overlap = overlap ?? .seconds(row?["prepared_overlap"] ?? 0)
            let end = overlap == .zero || !webhook.hasSecret ? nil : now + overlap
            return SwitchedSecret(
                webhook: try rotate(id, in: owner, to: sealed, overlapUntil: end, at: now, context),
                overlapUntil: end)
        }
    }

    private func rotate(
        _ id: Webhook.ID, in owner: WebhookOwner, to sealed: Data, overlapUntil: Timestamp?, at now: Timestamp,
        _ context: WriteContext
    ) throws -> Webhook {
        let db = context.db
        if let overlapUntil {
            try db.execute(
                sql: "UPDATE webhook_secrets SET expires_at = min(ifnull(expires_at, ?1), ?1) WHERE webhook = ?2",
                arguments: [overlapUntil.milliseconds, id])
        } else {
            try db.execute(sql: "DELETE FROM webhook_secrets WHERE webhook = ?", arguments: [id])
        }
        try db.execute(sql: "INSERT INTO webhook_secrets (webhook, sealed) VALUES (?, ?)", arguments: [id, sealed])
        try db.execute(
            sql: """
                DELETE FROM webhook_secrets WHERE webhook = ? AND id NOT IN (
                    SELECT id FROM webhook_secrets WHERE webhook = ? ORDER BY id DESC LIMIT \(SealedWebhook.maximumSecrets))
                """, arguments: [id, id])
        try Self.discardPreparedSecret(of: id, db)
        try touch(id, in: owner, at: now, context)
        return try Self.webhook(id, in: owner, db) ?? { throw StoreError.notFound }()
    }

    static func discardPreparedSecret(of id: Webhook.ID, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE webhooks SET prepared_secret = NULL, prepared_overlap = NULL WHERE id = ?", arguments: [id])
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
