package import Domain
import PostgresClient
package import Storage

extension PostgresStore: ConcurrencyQuotaStore {
    package var node: NodeID { NodeID(leases.node) }

    /// Long enough for the longest possible exchange to begin between two renewals.
    package var shareLifetime: Duration? { .minutes(1) }

    /// The largest tolerated difference between the clocks of two nodes. Within it, no node considers a share expired
    /// that another still uses.
    static let clockTolerance: Duration = .seconds(10)
    /// The first number of the advisory locks for sharing.
    static let shareLock: Int32 = PostgresSubscriptions.lock + 1
    /// How many locks there are for all webhooks together.
    static let shareLocks: Int64 = 256

    package func share(
        _ requests: [ConcurrencyQuota.Request], of node: NodeID, at now: Timestamp
    ) async throws -> [ConcurrencyQuota] {
        guard !requests.isEmpty else { return [] }
        return try await write { write in
            let webhooks = requests.map(\.webhook)
            try write.session.query(
                "SELECT pg_advisory_xact_lock($1, place) FROM unnest($2) AS place", Self.shareLock,
                Set(webhooks.map { Int32($0 % Self.shareLocks) }).sorted())
            try Self.endLost(webhooks, beside: node, at: now, write.session)
            let allowed = try Self.allowed(webhooks, write.session)
            let others = try Self.others(webhooks, beside: node, at: now, write.session)
            let requests = try Self.withoutLost(requests, of: node, at: now, write.session)
            let until = now + (self.shareLifetime ?? .zero)
            let grants = requests.compactMap { request in
                allowed[request.webhook].map { most in
                    (request, ConcurrencyQuota.grant(request, beside: others[request.webhook] ?? [], most: most))
                }
            }
            try Self.note(grants, of: node, until: until, write.session)
            return grants.map { ConcurrencyQuota(webhook: $0.webhook, concurrency: $1.concurrency, until: until) }
        }
    }

    private static func allowed(
        _ webhooks: [Webhook.ID], _ session: PostgresSession
    ) throws -> [Webhook.ID: Int] {
        // Locked against deletion before the shares are stored.
        let rows = try session.query(
            "SELECT id, max_concurrency FROM webhooks WHERE id = ANY($1) ORDER BY id FOR KEY SHARE", webhooks)
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0[0], try $0[1]) })
    }

    /// Whatever is passed over because it expired is deleted in the same transaction. Going by the clock alone is not
    /// enough: a request from its holder that was delayed on its way, for example by a network cut, carries a time from
    /// before that.
    private static func endLost(
        _ webhooks: [Webhook.ID], beside node: NodeID, at now: Timestamp, _ session: PostgresSession
    ) throws {
        try session.run(
            "DELETE FROM webhook_shares WHERE webhook = ANY($1) AND node <> $2 AND until <= $3",
            webhooks, node.number, (now - clockTolerance).milliseconds)
    }

    /// What the other nodes last requested, as far as it still counts.
    private static func others(
        _ webhooks: [Webhook.ID], beside node: NodeID, at now: Timestamp, _ session: PostgresSession
    ) throws -> [Webhook.ID: [ConcurrencyQuota.Request]] {
        let rows = try session.query(
            "SELECT webhook, wanted, held FROM webhook_shares WHERE webhook = ANY($1) AND node <> $2 AND until > $3",
            webhooks, node.number, (now - clockTolerance).milliseconds)
        let requests = try rows.map { ConcurrencyQuota.Request(webhook: try $0[0], wanted: try $0[1], held: try $0[2]) }
        return Dictionary(grouping: requests, by: \.webhook)
    }

    /// What the node's own row no longer vouches for is not the node's: it has expired, and others may have it by now.
    private static func withoutLost(
        _ requests: [ConcurrencyQuota.Request], of node: NodeID, at now: Timestamp, _ session: PostgresSession
    ) throws -> [ConcurrencyQuota.Request] {
        let kept = Set(
            try session.values(
                Webhook.ID.self,
                "SELECT webhook FROM webhook_shares WHERE webhook = ANY($1) AND node = $2 AND until > $3",
                requests.map(\.webhook), node.number, now.milliseconds))
        return requests.map { request in
            var request = request
            if !kept.contains(request.webhook) { request.held = 0 }
            return request
        }
    }

    private static func note(
        _ grants: [(ConcurrencyQuota.Request, ConcurrencyQuota.Grant)], of node: NodeID, until: Timestamp,
        _ session: PostgresSession
    ) throws {
        try session.query(
            """
            INSERT INTO webhook_shares (webhook, node, wanted, held, until)
            SELECT webhook, $1, wanted, held, $2 FROM unnest($3, $4, $5) AS new (webhook, wanted, held)
            ON CONFLICT (webhook, node) DO UPDATE SET wanted = excluded.wanted, held = excluded.held,
                until = excluded.until
            """,
            node.number, until.milliseconds, grants.map(\.0.webhook), grants.map(\.0.wanted), grants.map(\.1.held))
    }

    package func leave(_ node: NodeID) async throws {
        try await write { try $0.session.run("DELETE FROM webhook_shares WHERE node = $1", node.number) }
    }
}
