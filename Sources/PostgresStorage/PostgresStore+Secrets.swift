package import Domain
import Foundation
import PostgresClient
package import Storage

extension PostgresStore {
    package func rotateSecret(
        of id: Webhook.ID, in owner: WebhookOwner, to secret: String, overlapUntil: Timestamp?, at now: Timestamp,
        once: Once<Webhook>?
    ) async throws -> Reply<Webhook> {
        try await write(once: once, at: now) { [self] write in
            guard try Self.lock(id, in: owner, write.session) != nil else { throw StoreError.notFound }
            let sealed = try SealedWebhook(id, keyring).seal(secret)
            return try rotate(id, in: owner, to: sealed, overlapUntil: overlapUntil, at: now, write)
        }
    }

    package func prepareSecret(
        of id: Webhook.ID, in owner: WebhookOwner, _ secret: String, overlap: Duration, at now: Timestamp,
        once: Once<Webhook>?
    ) async throws -> Reply<Webhook> {
        try await write(once: once, at: now) { [self] write in
            guard try Self.lock(id, in: owner, write.session) != nil else { throw StoreError.notFound }
            // The revision stays: nothing is sent differently.
            try write.session.run(
                "UPDATE webhooks SET prepared_secret = $1, prepared_overlap = $2, updated_at = $3 WHERE id = $4",
                try SealedWebhook(id, keyring).seal(secret), overlap.wholeSeconds, now.milliseconds, id)
            return try Self.webhook(id, in: owner, write.session) ?? { throw StoreError.notFound }()
        }
    }

    package func switchSecret(
        of id: Webhook.ID, in owner: WebhookOwner, overlap: Duration?, at now: Timestamp, once: Once<SwitchedSecret>?
    ) async throws -> Reply<SwitchedSecret> {
        try await write(once: once, at: now) { [self] write in
            guard let webhook = try Self.lock(id, in: owner, write.session) else { throw StoreError.notFound }
            let row = try write.session.record(
                "SELECT prepared_secret, prepared_overlap FROM webhooks WHERE id = $1", id)
            guard let sealed: Data = try row?["prepared_secret"] else { throw StoreError.conflict(.noPreparedSecret) }
            let prepared: Int? = try row?["prepared_overlap"]
            let overlap = overlap ?? .seconds(prepared ?? 0)
            let end = overlap == .zero || !webhook.hasSecret ? nil : now + overlap
            return SwitchedSecret(
                webhook: try rotate(id, in: owner, to: sealed, overlapUntil: end, at: now, write), overlapUntil: end)
        }
    }

    /// The webhook's row is locked.
    private func rotate(
        _ id: Webhook.ID, in owner: WebhookOwner, to sealed: Data, overlapUntil: Timestamp?, at now: Timestamp,
        _ write: PostgresWrite
    ) throws -> Webhook {
        let session = write.session
        try Self.endSecrets(of: id, at: overlapUntil, session)
        try session.run("INSERT INTO webhook_secrets (webhook, sealed) VALUES ($1, $2)", id, sealed)
        try session.run(
            """
            DELETE FROM webhook_secrets WHERE webhook = $1 AND id NOT IN (
                SELECT id FROM webhook_secrets WHERE webhook = $1
                ORDER BY id DESC LIMIT \(SealedWebhook.maximumSecrets))
            """,
            id)
        try Self.discardPreparedSecret(of: id, session)
        try PostgresSubscriptions.willChange([owner], session)
        try touch(id, at: now, write)
        return try Self.webhook(id, in: owner, session) ?? { throw StoreError.notFound }()
    }

    static func discardPreparedSecret(of id: Webhook.ID, _ session: PostgresSession) throws {
        try session.run("UPDATE webhooks SET prepared_secret = NULL, prepared_overlap = NULL WHERE id = $1", id)
    }

    /// - Parameter end: nil means at once.
    private static func endSecrets(of id: Webhook.ID, at end: Timestamp?, _ session: PostgresSession) throws {
        guard let end else {
            try session.run("DELETE FROM webhook_secrets WHERE webhook = $1", id)
            return
        }
        try session.run(
            "UPDATE webhook_secrets SET expires_at = least(coalesce(expires_at, $1), $1) WHERE webhook = $2",
            end.milliseconds, id)
    }

    /// Erases the secrets whose overlap is over, and tells the workers to sign without them.
    func endSecrets(at now: Timestamp, _ write: PostgresWrite) throws {
        let ended = try write.session.query(
            """
            SELECT id, owner FROM webhooks
            WHERE id IN (SELECT webhook FROM webhook_secrets WHERE expires_at <= $1) ORDER BY id FOR UPDATE
            """,
            now.milliseconds)
        guard !ended.isEmpty else { return }
        try write.session.run("DELETE FROM webhook_secrets WHERE expires_at <= $1", now.milliseconds)
        try PostgresSubscriptions.willChange(Set(ended.map { WebhookOwner(key: try $0[1]) }), write.session)
        for row in ended { try touch(row[0], at: now, write) }
    }

    /// The webhook changed: cached versions of it are no longer valid.
    private func touch(_ id: Webhook.ID, at now: Timestamp, _ write: PostgresWrite) throws {
        try write.session.run(
            "UPDATE webhooks SET revision = revision + 1, updated_at = $1 WHERE id = $2", now.milliseconds, id)
        announceChange(of: id, write)
    }
}
