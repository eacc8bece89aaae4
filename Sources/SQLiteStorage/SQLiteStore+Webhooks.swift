package import Domain
import Foundation
import GRDB
import Signing
package import Storage

extension SQLiteStore: WebhookStore {
    package func createWebhook(
        _ new: WebhookSettings, in owner: WebhookOwner, at now: Timestamp, once: Once<Webhook>?
    ) async throws -> Reply<Webhook> {
        try await write(once: once, at: now) { [self] context in
            try requireRoom(in: owner, context.db)
            try context.db.execute(
                sql: """
                    INSERT INTO webhooks (project, application, url, event_type, disabled_reason, description,
                        header_names, retry_schedule, timeout, max_concurrency, rate_limit, http_version, created_at,
                        updated_at)
                    VALUES (?, ?, ?, ?, ?, ?, '[]', ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    owner.project, owner.application, new.url, new.eventType,
                    new.isEnabled ? nil : Webhook.DisabledReason.manual.rawValue, new.description,
                    try new.retrySchedule?.column, new.timeout.wholeSeconds, new.maxConcurrency,
                    new.rateLimit, new.httpVersion.column, now.milliseconds, now.milliseconds,
                ])
            let id = context.db.lastInsertedRowID
            try setSecret(new.secret, of: id, context.db)
            try setHeaders(new.headers, of: id, context.db)
            try subscriptions.forget(owner, context)
            return try Self.webhook(id, in: owner, context.db) ?? { throw StoreError.notFound }()
        }
    }

    package func webhook(_ id: Webhook.ID, in owner: WebhookOwner) async throws -> Webhook? {
        try await pool.read { db in try Self.webhook(id, in: owner, db) }
    }

    package func webhooks(
        in owner: WebhookOwner, before id: Webhook.ID?, limit: Int
    ) async throws -> [Webhook] {
        try await pool.read { db in
            try Row.all(
                db, "\(Self.selectWebhook) WHERE owner = ? AND id < ? ORDER BY id DESC LIMIT ?",
                [owner.key, id ?? .max, limit], Webhook.init(row:))
        }
    }

    package func updateWebhook(
        _ id: Webhook.ID, in owner: WebhookOwner, _ changes: WebhookChanges, at now: Timestamp
    ) async throws -> Webhook? {
        let updated = try await commits.write { [self] context -> Webhook? in
            try context.forgetStatus(of: id)
            guard let webhook = try Self.webhook(id, in: owner, context.db) else { return nil }
            try apply(changes, to: webhook, at: now, context.db)
            try subscriptions.forget(owner, context)
            announceChange(of: id, context)
            context.effects.whenCommitted { [broadcaster] in broadcaster.post(.reset, in: owner) }
            return try Self.webhook(id, in: owner, context.db)
        }
        if updated?.isEnabled == false { try await skipPending(of: id, at: now) }
        return updated
    }

    package func deleteWebhook(
        _ id: Webhook.ID, in owner: WebhookOwner, at now: Timestamp
    ) async throws -> Bool {
        let wasThere = try await commits.write { [self] context -> Bool in
            try context.forgetStatus(of: id)
            try context.db.execute(
                sql: "DELETE FROM webhooks WHERE id = ? AND owner = ?", arguments: [id, owner.key])
            guard context.db.changesCount > 0 else { return false }
            try subscriptions.forget(owner, context)
            announceChange(of: id, context)
            context.effects.whenCommitted { [broadcaster] in broadcaster.post(.reset, in: owner) }
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

    static func webhook(_ id: Webhook.ID, in owner: WebhookOwner, _ db: Database) throws -> Webhook? {
        try Row.first(db, "\(selectWebhook) WHERE id = ? AND owner = ?", [id, owner.key], Webhook.init(row:))
    }

    /// Removes all of them at once; the caller still has to skip what is pending for them.
    func removeWebhooks(of owner: WebhookOwner, _ context: WriteContext) throws -> [Webhook.ID] {
        let webhooks = try Webhook.ID.fetchAll(
            context.db, sql: "SELECT id FROM webhooks WHERE owner = ?", arguments: [owner.key])
        for webhook in webhooks {
            try context.forgetStatus(of: webhook)
            announceChange(of: webhook, context)
        }
        try context.db.execute(sql: "DELETE FROM webhooks WHERE owner = ?", arguments: [owner.key])
        return webhooks
    }

    func announceChange(of webhook: Webhook.ID, _ context: WriteContext) {
        let handover = currentHandover
        context.effects.whenCommitted { handover?.changed(webhook) }
    }

    private static func isThere(_ owner: WebhookOwner, _ db: Database) throws -> Bool {
        switch owner {
        case .project(let number): try project(number, db) != nil
        case .application(let id): try application("id = ?", [id], db) != nil
        }
    }

    private func requireRoom(in owner: WebhookOwner, _ db: Database) throws {
        guard try Self.isThere(owner, db) else { throw StoreError.notFound }
        let count = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM webhooks WHERE owner = ?", arguments: [owner.key])
        guard let count, count < owner.maximumWebhooks else {
            throw StoreError.limit(.webhooks(of: owner.kind, maximum: owner.maximumWebhooks))
        }
    }

    private func apply(_ changes: WebhookChanges, to webhook: Webhook, at now: Timestamp, _ db: Database) throws {
        try db.execute(
            sql: """
                UPDATE webhooks SET url = ?, event_type = ?, description = ?, retry_schedule = ?, timeout = ?,
                    max_concurrency = ?, rate_limit = ?, http_version = ?, updated_at = ?, revision = revision + 1
                WHERE id = ?
                """,
            arguments: [
                changes.url ?? webhook.url, changes.eventType ?? webhook.eventType.text,
                changes.description ?? webhook.description,
                try changes.retrySchedule.applied(to: webhook.retrySchedule)?.column,
                (changes.timeout ?? webhook.timeout).wholeSeconds, changes.maxConcurrency ?? webhook.maxConcurrency,
                changes.rateLimit.applied(to: webhook.rateLimit),
                (changes.httpVersion ?? webhook.httpVersion).column, now.milliseconds, webhook.id,
            ])
        if let isEnabled = changes.isEnabled, isEnabled != webhook.isEnabled {
            try setEnabled(isEnabled, webhook.id, db)
        }
        if case .set(let secret) = changes.secret {
            try setSecret(secret, of: webhook.id, db)
            try Self.discardPreparedSecret(of: webhook.id, db)
        }
        if let headers = changes.headers { try setHeaders(headers, of: webhook.id, db) }
    }

    /// Enabling starts with a clean record: the next failure is the first.
    private func setEnabled(_ isEnabled: Bool, _ id: Webhook.ID, _ db: Database) throws {
        try db.execute(
            sql: isEnabled
                ? """
                UPDATE webhooks SET disabled_reason = NULL, failures = 0, failing_since = NULL, probe_at = NULL,
                    throttled_until = NULL
                WHERE id = ?
                """ : "UPDATE webhooks SET disabled_reason = \(Webhook.DisabledReason.manual.sql) WHERE id = ?",
            arguments: [id])
    }

    private func setSecret(_ secret: String?, of webhook: Webhook.ID, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM webhook_secrets WHERE webhook = ?", arguments: [webhook])
        guard let secret else { return }
        let sealed = try SealedWebhook(webhook, keyring).seal(secret)
        try db.execute(
            sql: "INSERT INTO webhook_secrets (webhook, sealed) VALUES (?, ?)", arguments: [webhook, Data(sealed)])
    }

    private func setHeaders(_ headers: [Attempt.Header], of webhook: Webhook.ID, _ db: Database) throws {
        let sealed = try SealedWebhook(webhook, keyring).seal(headers)
        try db.execute(
            sql: "UPDATE webhooks SET header_names = ?, sealed_headers = ? WHERE id = ?",
            arguments: [try JSONColumn.text(headers.map(\.name)), sealed.map { Data($0) }, webhook])
    }
}
