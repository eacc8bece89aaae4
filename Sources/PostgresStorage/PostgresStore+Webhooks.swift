package import Domain
import Foundation
import PostgresClient
package import Storage

extension PostgresStore: WebhookStore {
    package func createWebhook(
        _ new: WebhookSettings, in owner: WebhookOwner, at now: Timestamp, once: Once<Webhook>?
    ) async throws -> Reply<Webhook> {
        try await write(once: once, at: now) { [self] write in
            let session = write.session
            try PostgresSubscriptions.willChange([owner], session)
            try Self.requireRoom(in: owner, session)
            let id = try session.value(
                Webhook.ID.self,
                """
                INSERT INTO webhooks (project, application, url, event_type, disabled_reason, description,
                    header_names, retry_schedule, timeout, max_concurrency, rate_limit, http_version, created_at,
                    updated_at)
                VALUES ($1, $2, $3, $4, $5, $6, '[]', $7, $8, $9, $10, $11, $12, $12) RETURNING id
                """,
                owner.project, owner.application, new.url, new.eventType,
                new.isEnabled ? nil : Webhook.DisabledReason.manual.rawValue, new.description,
                try new.retrySchedule?.column, new.timeout.wholeSeconds, new.maxConcurrency,
                new.rateLimit, new.httpVersion.column, now.milliseconds)
            guard let id else { throw StoreError.notFound }
            try setSecret(new.secret, of: id, session)
            try setHeaders(new.headers, of: id, session)
            return try Self.webhook(id, in: owner, session) ?? { throw StoreError.notFound }()
        }
    }

    package func webhook(_ id: Webhook.ID, in owner: WebhookOwner) async throws -> Webhook? {
        try await read { try Self.webhook(id, in: owner, $0) }
    }

    package func webhooks(
        in owner: WebhookOwner, before id: Webhook.ID?, limit: Int
    ) async throws -> [Webhook] {
        try await read { session in
            try session.records(
                "\(Self.selectWebhook) WHERE owner = $1 AND id < $2 ORDER BY id DESC LIMIT $3", owner.key,
                id ?? .max, limit
            ).map(Webhook.init(row:))
        }
    }

    package func updateWebhook(
        _ id: Webhook.ID, in owner: WebhookOwner, _ changes: WebhookChanges, at now: Timestamp
    ) async throws -> Webhook? {
        let updated = try await write { [self] write -> Webhook? in
            guard let webhook = try Self.lock(id, in: owner, write.session) else { return nil }
            try PostgresSubscriptions.willChange([owner], write.session)
            try apply(changes, to: webhook, at: now, write.session)
            announceChange(of: id, write)
            announceReset(of: owner, write)
            return try Self.webhook(id, in: owner, write.session)
        }
        if updated?.isEnabled == false { try await skipPending(of: id, at: now) }
        return updated
    }

    package func deleteWebhook(
        _ id: Webhook.ID, in owner: WebhookOwner, at now: Timestamp
    ) async throws -> Bool {
        let wasThere = try await write { [self] write -> Bool in
            guard try Self.lock(id, in: owner, write.session) != nil else { return false }
            try PostgresSubscriptions.willChange([owner], write.session)
            try write.session.run("DELETE FROM webhooks WHERE id = $1", id)
            announceChange(of: id, write)
            announceReset(of: owner, write)
            return true
        }
        if wasThere { try await skipPending(of: id, at: now) }
        return wasThere
    }

    static let selectWebhook = """
        SELECT *, EXISTS (SELECT 1 FROM webhook_secrets WHERE webhook = webhooks.id) AS has_secret,
            prepared_secret IS NOT NULL AS has_prepared_secret
        FROM webhooks
        """

    static func webhook(_ id: Webhook.ID, in owner: WebhookOwner, _ session: PostgresSession) throws -> Webhook? {
        try session.record("\(selectWebhook) WHERE id = $1 AND owner = $2", id, owner.key).map(Webhook.init(row:))
    }

    /// The webhook, locked until the end of the transaction; always before the lock of its owner.
    static func lock(_ id: Webhook.ID, in owner: WebhookOwner, _ session: PostgresSession) throws -> Webhook? {
        try session.record("\(selectWebhook) WHERE id = $1 AND owner = $2 FOR UPDATE", id, owner.key)
            .map(Webhook.init(row:))
    }

    private static func requireRoom(in owner: WebhookOwner, _ session: PostgresSession) throws {
        guard try isThere(owner, session) else { throw StoreError.notFound }
        let count = try session.value(Int.self, "SELECT count(*) FROM webhooks WHERE owner = $1", owner.key) ?? 0
        guard count < owner.maximumWebhooks else {
            throw StoreError.limit(.webhooks(of: owner.kind, maximum: owner.maximumWebhooks))
        }
    }

    private static func isThere(_ owner: WebhookOwner, _ session: PostgresSession) throws -> Bool {
        switch owner {
        case .project(let number): try project(number, session) != nil
        case .application(let id): try application(id, session) != nil
        }
    }

    /// Removes all of them at once; the caller still has to skip what is pending for them. Their rows are already
    /// locked.
    func removeWebhooks(of owner: WebhookOwner, _ write: PostgresWrite) throws -> [Webhook.ID] {
        let webhooks = try write.session.values(
            Webhook.ID.self, "DELETE FROM webhooks WHERE owner = $1 RETURNING id", owner.key
        ).sorted()
        for webhook in webhooks { announceChange(of: webhook, write) }
        return webhooks
    }

    static func lockWebhooks(of owner: WebhookOwner, _ session: PostgresSession) throws {
        try session.query("SELECT 1 FROM webhooks WHERE owner = $1 ORDER BY id FOR UPDATE", owner.key)
    }

    private func apply(
        _ changes: WebhookChanges, to webhook: Webhook, at now: Timestamp, _ session: PostgresSession
    ) throws {
        let schedule = changes.retrySchedule.applied(to: webhook.retrySchedule)
        try session.run(
            """
            UPDATE webhooks SET url = $1, event_type = $2, description = $3, retry_schedule = $4, timeout = $5,
                max_concurrency = $6, rate_limit = $7, http_version = $8, updated_at = $9, revision = revision + 1
            WHERE id = $10
            """,
            changes.url ?? webhook.url, changes.eventType ?? webhook.eventType.text,
            changes.description ?? webhook.description, try schedule?.column,
            (changes.timeout ?? webhook.timeout).wholeSeconds, changes.maxConcurrency ?? webhook.maxConcurrency,
            changes.rateLimit.applied(to: webhook.rateLimit),
            (changes.httpVersion ?? webhook.httpVersion).column, now.milliseconds, webhook.id)
        if let isEnabled = changes.isEnabled, isEnabled != webhook.isEnabled {
            try session.run(isEnabled ? Self.enable : Self.disable, webhook.id)
        }
        if case .set(let secret) = changes.secret {
            try setSecret(secret, of: webhook.id, session)
            try Self.discardPreparedSecret(of: webhook.id, session)
        }
        if let headers = changes.headers { try setHeaders(headers, of: webhook.id, session) }
    }

    /// Enabling starts with a clean record: the next failure is the first.
    private static let enable = """
        UPDATE webhooks SET disabled_reason = NULL, failures = 0, failing_since = NULL, probe_at = NULL,
            throttled_until = NULL, probe_lease = NULL, probe_until = NULL
        WHERE id = $1
        """
    private static let disable =
        "UPDATE webhooks SET disabled_reason = \(Webhook.DisabledReason.manual.sql) WHERE id = $1"

    private func setSecret(_ secret: String?, of webhook: Webhook.ID, _ session: PostgresSession) throws {
        try session.run("DELETE FROM webhook_secrets WHERE webhook = $1", webhook)
        guard let secret else { return }
        let sealed = try SealedWebhook(webhook, keyring).seal(secret)
        try session.run("INSERT INTO webhook_secrets (webhook, sealed) VALUES ($1, $2)", webhook, sealed)
    }

    private func setHeaders(
        _ headers: [Attempt.Header], of webhook: Webhook.ID, _ session: PostgresSession
    ) throws {
        try session.run(
            "UPDATE webhooks SET header_names = $1, sealed_headers = $2 WHERE id = $3",
            try JSONColumn.text(headers.map(\.name)), try SealedWebhook(webhook, keyring).seal(headers), webhook)
    }
}
