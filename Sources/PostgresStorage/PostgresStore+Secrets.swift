package import Domain
import PostgresClient
package import Storage

extension PostgresStore {
    package func rotateSecret(
        of id: Webhook.ID, in owner: WebhookOwner, to secret: String, overlapUntil: Timestamp?, at now: Timestamp,
        once: Once<Webhook>?
    ) async throws -> Reply<Webhook> {
        try await write(once: once, at: now) { [self] write in
            let session = write.session
            guard try Self.lock(id, in: owner, session) != nil else { throw StoreError.notFound }
            try Self.endSecrets(of: id, at: overlapUntil, session)
            try addSecret(secret, to: id, session)
            try session.run(
                """
                DELETE FROM webhook_secrets WHERE webhook = $1 AND id NOT IN (
                    SELECT id FROM webhook_secrets WHERE webhook = $1
                    ORDER BY id DESC LIMIT \(SealedWebhook.maximumSecrets))
                """,
                id)
            try PostgresSubscriptions.willChange([owner], session)
            try touch(id, at: now, write)
            return try Self.webhook(id, in: owner, session) ?? { throw StoreError.notFound }()
        }
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
