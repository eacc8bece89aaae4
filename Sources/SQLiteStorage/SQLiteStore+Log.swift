package import Domain
import Foundation
import GRDB
package import Storage

extension SQLiteStore: DeliveryLog {
    package func deliveries(
        in owner: WebhookOwner, matching filter: DeliveryFilter, before id: DeliveryID?, limit: Int
    ) async throws -> [Delivery] {
        let (sql, arguments) = try Self.listing(in: owner, matching: filter, before: id, limit: limit)
        return try await pool.read { db in
            try Row.all(db, sql, arguments, Delivery.init(row:))
        }
    }

    static let selectDelivery = """
        SELECT *, (SELECT slug FROM projects WHERE number = ifnull(event_project, owner)) AS slug FROM deliveries
        """

    /// The ids begin with the time, so a time range is a key range in every index.
    static func listing(
        in owner: WebhookOwner, matching filter: DeliveryFilter, before id: DeliveryID?, limit: Int
    ) throws -> (String, StatementArguments) {
        var conditions = ["owner = ?"]
        var arguments: StatementArguments = [owner.key]
        func add(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(condition)
            arguments += [value]
        }
        add("webhook = ?", filter.webhook)
        // A literal, so that the planner sees that a partial index covers the query.
        if let state = filter.state { conditions.append("state = \(state.sql)") }
        if filter.isRetrying { conditions.append("attempt_count > 0") }
        if let condition = try filter.eventType.map(EventTypeCondition.init) {
            add(condition.sql, condition.argument)
        }
        add("id >= ?", filter.since.map { DeliveryID.first(of: $0).data })
        add("id < ?", filter.until.map { DeliveryID.first(of: $0).data })
        add("id < ?", id?.data)
        arguments += [limit]
        let index: String
        switch (filter.state, filter.webhook) {
        // Few deliveries wait for a retry, compared with those that wait for their first attempt.
        case (_, .some) where filter.isRetrying: index = "INDEXED BY deliveries_webhook_retries"
        case (_, nil) where filter.isRetrying: index = "INDEXED BY deliveries_retries"
        // Few deliveries are leased at a time, and the log's indexes do not contain them: sorting them is cheaper than
        // searching the whole log.
        case (.sending, _): index = "INDEXED BY deliveries_leased"
        case (.failed, .some), (.skipped, .some):
            index = "INDEXED BY deliveries_unsent"
            // The exact wording of the index.
            conditions.append("state IN (\(Delivery.State.failed.sql), \(Delivery.State.skipped.sql))")
        default: index = ""
        }
        return (
            "\(selectDelivery) \(index) WHERE \(conditions.joined(separator: " AND ")) ORDER BY id DESC LIMIT ?",
            arguments
        )
    }

    package func delivery(_ id: DeliveryID, in owner: WebhookOwner) async throws -> Delivery? {
        try await pool.read { db in try Self.delivery(id, in: owner, db) }
    }

    static func delivery(_ id: DeliveryID, in owner: WebhookOwner, _ db: Database) throws -> Delivery? {
        try Row.first(db, "\(selectDelivery) WHERE id = ? AND owner = ?", [id.data, owner.key], Delivery.init(row:))
    }

    package func outcomes(of ids: [DeliveryID]) async throws -> [DeliveryID: AttemptOutcome] {
        try await pool.read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT status, reason, end_time - start_time FROM attempts WHERE delivery = ?
                    ORDER BY number DESC LIMIT 1
                    """)
            var outcomes: [DeliveryID: AttemptOutcome] = [:]
            for id in ids {
                guard let row = try Row.fetchOne(statement, arguments: [id.data]) else { continue }
                outcomes[id] = AttemptOutcome(
                    status: row[0], reason: (row[1] as String?).flatMap(FailureReason.init),
                    duration: .milliseconds(row[2] as Int64))
            }
            return outcomes
        }
    }

    package func bodies(of events: [Event.ID], upTo bytes: Int) async throws -> [Event.ID: EventBody] {
        try await pool.read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT body, depth FROM events WHERE id = ? AND length(body) <= ?")
            var bodies: [Event.ID: EventBody] = [:]
            for id in Set(events) {
                guard let row = try Row.fetchOne(statement, arguments: [id, bytes]) else { continue }
                bodies[id] = EventBody(stored: Array(row[0] as Data), depth: row[1])
            }
            return bodies
        }
    }

    package func attempts(of id: DeliveryID) async throws -> [Attempt] {
        try await pool.read { db in
            try Row.all(db, "SELECT * FROM attempts WHERE delivery = ? ORDER BY number", [id.data], Attempt.init(row:))
        }
    }

    package func redeliver(
        _ id: DeliveryID, in owner: WebhookOwner, at now: Timestamp, once: Once<Delivery>?
    ) async throws -> Reply<Delivery> {
        let reply = try await write(once: once, at: now) { [self] context -> Delivery in
            guard var delivery = try Self.delivery(id, in: owner, context.db) else { throw StoreError.notFound }
            try delivery.requireRedeliverable(
                isEnabled: try Bool.fetchOne(
                    context.db, sql: "SELECT disabled_reason IS NULL FROM webhooks WHERE id = ?",
                    arguments: [delivery.webhook]),
                isHeard: try Self.isHeard(id, context.db))
            try context.db.execute(
                sql: Self.putBack, arguments: [true, now.milliseconds, now.milliseconds, id.data])
            try announce(id, context)
            delivery.state = .pending
            delivery.nextAttemptAt = now
            delivery.isByHand = true
            delivery.updatedAt = now
            return delivery
        }
        if case .done(let delivery) = reply {
            currentHandover?.pending([DueWebhook(webhook: delivery.webhook, due: now, isUrgent: true)])
        }
        return reply
    }

    /// Makes a delivery due as if it were new; the first argument is true for one that somebody redelivers by hand.
    static let putBack = """
        UPDATE deliveries SET state = \(Delivery.State.pending.sql), place = 0, by_hand = ?, due_at = ?, updated_at = ?
        WHERE id = ?
        """

    package func counts(at now: Timestamp) async throws -> QueueCounts {
        try await pool.read { db in
            func count(_ rows: String) throws -> Int {
                try Int.fetchOne(db, sql: "SELECT count(*) FROM \(rows)") ?? 0
            }
            let due = try Row.all(db, Self.dueWebhooksSQL, []) { $0[1] as Int64 }.min()
            return QueueCounts(
                pending: try count("deliveries INDEXED BY deliveries_due WHERE state = \(Delivery.State.pending.sql)"),
                sending: try count(
                    "deliveries INDEXED BY deliveries_leased WHERE state = \(Delivery.State.sending.sql)"),
                oldestDue: Timestamp(stored: due),
                disabledWebhooks: try count("webhooks WHERE disabled_reason IS NOT NULL"),
                failingWebhooks: try count("webhooks WHERE \(Self.isFailing)"),
                troubledWebhooks: try count("webhooks WHERE \(Self.isTroubled)"),
                pendingArtifacts: try AnalysisPass.allCases.map { pass in
                    try count("artifacts WHERE \(pass.column) = \(Artifact.Status.pending.sql)")
                }.reduce(0, +))
        }
    }
}
