package import Domain
import PostgresClient
package import Storage

extension PostgresStore: DeliveryLog {
    package func deliveries(
        in owner: WebhookOwner, matching filter: DeliveryFilter, before id: DeliveryID?, limit: Int
    ) async throws -> [Delivery] {
        let listing = DeliveryListing(in: owner, matching: filter, before: id, limit: limit)
        return try await read { session in
            try session.query(listing.sql, parameters: listing.parameters).records.compactMap(Delivery.init(row:))
        }
    }

    package func delivery(_ id: DeliveryID, in owner: WebhookOwner) async throws -> Delivery? {
        try await read { try Self.delivery(id, in: owner, $0) }
    }

    /// The slug of the project that a delivery's event belongs to.
    static let slug = "(SELECT slug FROM projects WHERE number = coalesce(event_project, owner)) AS slug"
    static let selectDelivery = "SELECT *, \(slug) FROM deliveries"

    static func delivery(
        _ id: DeliveryID, in owner: WebhookOwner, isLocked: Bool = false, _ session: PostgresSession
    ) throws -> Delivery? {
        try session.record(
            "\(selectDelivery) WHERE id = $1 AND owner = $2 \(isLocked ? "FOR UPDATE" : "")", id, owner.key
        ).flatMap(Delivery.init(row:))
    }

    package func outcomes(of ids: [DeliveryID]) async throws -> [DeliveryID: AttemptOutcome] {
        let rows = try await read { session in
            try session.query(
                """
                SELECT id, status, reason, end_time - start_time FROM unnest($1) AS wanted (id) CROSS JOIN LATERAL (
                    SELECT status, reason, start_time, end_time FROM attempts WHERE delivery = wanted.id
                    ORDER BY number DESC LIMIT 1
                ) AS latest
                """,
                Array(Set(ids))
            ).map { row in
                (
                    try row.read(0, as: DeliveryID.self),
                    AttemptOutcome(
                        status: try row[1], reason: try row.read(2, as: String?.self).flatMap(FailureReason.init),
                        duration: .milliseconds(try row.read(3, as: Int64.self)))
                )
            }
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    package func bodies(of events: [Event.ID], upTo bytes: Int) async throws -> [Event.ID: EventBody] {
        let rows = try await read { session in
            try session.query(
                "SELECT id, body, depth FROM events WHERE id = ANY ($1) AND octet_length(body) <= $2",
                Array(Set(events)), Int64(bytes)
            ).map { row in
                (try row.read(0, as: Event.ID.self), EventBody(stored: try row[1], depth: try row[2]))
            }
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    package func attempts(of id: DeliveryID) async throws -> [Attempt] {
        try await read { session in
            try session.records("SELECT * FROM attempts WHERE delivery = $1 ORDER BY number", id)
                .map(Attempt.init(row:))
        }
    }

    package func redeliver(
        _ id: DeliveryID, in owner: WebhookOwner, at now: Timestamp, once: Once<Delivery>?
    ) async throws -> Reply<Delivery> {
        let reply = try await write(once: once, at: now) { [self] write -> Delivery in
            guard var delivery = try Self.delivery(id, in: owner, isLocked: true, write.session) else {
                throw StoreError.notFound
            }
            try delivery.requireRedeliverable(
                isEnabled: write.session.value(
                    Bool.self, "SELECT disabled_reason IS NULL FROM webhooks WHERE id = $1", delivery.webhook),
                isHeard: Self.isHeard(id, write.session))
            try write.session.run(Self.putBack, now.milliseconds, [id], true)
            try announce([id], write)
            delivery.state = .pending
            delivery.nextAttemptAt = now
            delivery.isByHand = true
            delivery.updatedAt = now
            return delivery
        }
        if case .done(let delivery) = reply {
            tellPending([DueWebhook(webhook: delivery.webhook, due: now, isUrgent: true)])
        }
        return reply
    }

    /// Resets to the start of its schedule; the third parameter is true for one that somebody redelivers by hand.
    static let putBack = """
        UPDATE deliveries SET state = \(Delivery.State.pending.sql), place = 0, by_hand = $3, due_at = $1, updated_at = $1
        WHERE id = ANY($2)
        """

    package func counts(at now: Timestamp) async throws -> QueueCounts {
        try await read { session in
            func count(_ condition: String) throws -> Int {
                try session.value(Int.self, "SELECT count(*) FROM \(condition)") ?? 0
            }
            return QueueCounts(
                pending: try count("deliveries WHERE state = \(Delivery.State.pending.sql)"),
                sending: try count("deliveries WHERE state = \(Delivery.State.sending.sql)"),
                oldestDue: try Self.dueWebhooks(session).map(\.due).min(),
                disabledWebhooks: try count("webhooks WHERE disabled_reason IS NOT NULL"),
                failingWebhooks: try count("webhooks WHERE \(Self.isFailing)"),
                troubledWebhooks: try count("webhooks WHERE \(Self.isTroubled)"),
                pendingArtifacts: try AnalysisPass.allCases.map { pass in
                    try count("artifacts WHERE \(pass.column) = \(Artifact.Status.pending.sql)")
                }.reduce(0, +))
        }
    }

    /// Its circuit is open.
    static let isFailing = "disabled_reason IS NULL AND failures >= \(WebhookHealth.failuresToOpenCircuit)"

    /// The last attempt failed, or the receiver has asked to wait.
    static let isTroubled = "disabled_reason IS NULL AND (failures > 0 OR throttled_until IS NOT NULL)"
}
