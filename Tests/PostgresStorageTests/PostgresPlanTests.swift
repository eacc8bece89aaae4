import Domain
import PostgresClient
import Storage
import StoreSupport
import TestSupport
import Testing

@testable import PostgresStorage

@Suite("Query plans on PostgreSQL")
struct PostgresPlanTests {
    private struct Statement: Sendable {
        let name: String
        let sql: String
        let types: String
        let values: String
        /// The index it should use.
        let index: String
        /// How many partitions of deliveries, events, or attempts it may read; nil for any number.
        var partitions: Int?
    }

    private static let id = "'018bcfe5-6800-7000-8000-000000000001'"

    private static let history = HistoricBuild.selection(
        where: ["project = $1", "id < $2", "branch = $3", "name = $4"], package: "$5", limit: "50")

    private static let statements = [
        Statement(
            name: "recording", sql: RecordedRows.transition,
            types: "uuid[], bigint[], smallint[], bigint[], bigint[], bool[], bool[], bigint[], bigint[], bigint[]",
            values: "ARRAY[\(id)]::uuid[], '{1}', '{2}', '{1}', '{NULL}', '{f}', '{t}', '{1}', '{0}', '{1}'",
            index: "(id = new.id)"),
        Statement(
            name: "claiming", sql: Claim.sql,
            types: "bigint[], bigint[], bool[], bigint, bigint, bigint",
            values: "'{1,2}', '{10,10}', '{t,t}', 1800000000000, 1, 2", index: "webhook_due_at_idx"),
        Statement(
            name: "claiming what is urgent", sql: Claim.urgentSQL,
            types: "bigint[], bigint[], bool[], bigint, bigint, bigint",
            values: "'{1,2}', '{10,10}', '{t,t}', 1800000000000, 1, 2", index: "webhook_due_at_idx1"),
        Statement(
            name: "rescuing", sql: PostgresStore.rescueSQL, types: "bigint, bigint, bigint, bigint",
            values: "1800000000000, 1800000000000, 0, 100", index: "lease_until_idx"),
        Statement(
            name: "looking for what is due", sql: PostgresStore.dueWebhooksSQL, types: "", values: "",
            index: "webhook_due_at_idx"),
        Statement(
            name: "one delivery", sql: "\(PostgresStore.selectDelivery) WHERE id = $1 AND owner = $2",
            types: "uuid, bigint", values: "\(id), 1", index: "(id = $1)", partitions: 1),
        Statement(
            name: "its attempts", sql: "SELECT * FROM attempts WHERE delivery = $1 ORDER BY number",
            types: "uuid", values: id, index: "pkey", partitions: 1),
        Statement(
            name: "a body", sql: "SELECT body, depth FROM events WHERE id = $1", types: "bigint",
            values: "\(EventNumber.first(of: TemporaryPostgresStore.start))", index: "pkey", partitions: 1),
        Statement(
            name: "what an event goes back to", sql: EventRoots.find, types: "uuid[]",
            values: "ARRAY[\(id)]::uuid[]", index: "pkey"),
        Statement(
            name: "statistics", sql: PostgresStore.recentAttempts, types: "bigint, bigint, uuid",
            values: "1, 1, \(id)", index: "webhook_id_idx"),
        Statement(
            name: "skipping what an application hears of no more", sql: PostgresStore.skipUnheardSQL,
            types: "bigint, bigint, bigint", values: "1, 1, -1", index: "event_project_owner_idx"),
        Statement(
            name: "looking for what is old", sql: PostgresStore.oldDeliveries, types: "uuid, uuid, bigint",
            values: "\(id), \(id), 100", index: "pkey", partitions: 1),
        Statement(
            name: "looking for old events", sql: PostgresStore.oldEvents, types: "bigint, bigint, bigint, bigint",
            values: "0, \(EventNumber.first(of: TemporaryPostgresStore.start)), 1700000000000, 100", index: "pkey"),
        Statement(
            name: "the baseline by its commit", sql: PostgresBaselineSearch.byCommitSQL,
            types: "text[], bigint, text, text, bigint", values: "'{a,h7,h8}', 1, 'main', 'new', 1000000",
            index: "artifacts_base_commit"),
        Statement(
            name: "the baseline by its branch", sql: PostgresBaselineSearch.onBranchSQL,
            types: "bigint, text, text, bigint", values: "1, 'main', 'b7', 1000000", index: "artifacts_base_branch"),
        Statement(
            name: "the baseline of a fork's build", sql: PostgresBaselineSearch.ofForkSQL,
            types: "bigint, text, text, bigint, bigint", values: "1, 'main', 'b7', 0, 1000000",
            index: "artifacts_fork"),
        Statement(
            name: "what waits for a better baseline", sql: PostgresStore.waitingSQL, types: "bigint, text, text",
            values: "1, 'main', 'h7'", index: "artifacts_waiting"),
        Statement(
            name: "a history", sql: history, types: "bigint, bigint, text, text, text",
            values: "1, 1000000, 'b7', 'main', 'p3'", index: "artifacts_base_branch"),
        Statement(
            name: "what a history has of a package", sql: history, types: "bigint, bigint, text, text, text",
            values: "1, 1000000, 'b7', 'main', 'p3'", index: "artifact_packages_pkey"),
        Statement(
            name: "since when a package is there", sql: PackageSince.end(depth: 100) { "$\($0)" },
            types: "bigint, text, text, bigint, text, bigint", values: "1, 'main', 'b7', 1000000, 'p3', 1",
            index: "artifacts_base_branch"),
        Statement(
            name: "who has a package",
            sql: Project.selection(
                package: "$1", before: "$2", account: "$3", only: "$4", limit: "$5", join: "JOIN"),
            types: "text, bigint, bigint, bigint, bigint", values: "'p3', 1000000, 1, NULL, 20",
            index: "artifact_packages_package"),
        Statement(
            name: "whose packages are not recorded", sql: UnlistedArtifact.selection(before: "$1", join: "JOIN"),
            types: "bigint", values: "1000000", index: "package_lists_open"),
        Statement(
            name: "a token", sql: "SELECT * FROM tokens WHERE hash = $1", types: "bytea", values: "'x'",
            index: "tokens_hash_key"),
    ]

    @Test("Each hot statement uses the index made for it, in the partitions it needs")
    func plans() async throws {
        try await TemporaryPostgresStore.with { store, _ in
            try await fill(store)
            for statement in Self.statements { try await check(statement, store) }
            for (filter, index) in Self.pages { try await check(filter, index, store) }
        }
    }

    private func check(_ statement: Statement, _ store: PostgresStore) async throws {
        let plan = try await plan(statement, store)
        #expect(plan.contains(statement.index), "\(statement.name): \(plan)")
        for line in plan.split(separator: "\n") where line.contains("Seq Scan on") {
            #expect(
                ["projects", "webhooks"].contains { line.contains("Seq Scan on \($0)") }, "\(statement.name): \(plan)")
        }
        guard let most = statement.partitions else { return }
        let tables = plan.matches(of: /on (deliveries|events|attempts)_(p\d+|default)/).map { String($0.output.0) }
        #expect(Set(tables).count <= most, "\(statement.name): \(plan)")
    }

    /// Each page of the log uses its own index.
    private static let pages: [(DeliveryFilter, String)] = [
        (DeliveryFilter(), "owner_id_idx"), (DeliveryFilter(webhook: 1), "webhook_id_idx"),
        (DeliveryFilter(state: .failed), "owner_state_id_idx"),
        (DeliveryFilter(state: .sending), "lease_until_idx"),
        (DeliveryFilter(eventType: EventTypeExpression("b")), "owner_event_type_id_idx"),
        (DeliveryFilter(webhook: 1, state: .failed), "webhook_state_id_idx"),
        (DeliveryFilter(isRetrying: true), "owner_id_idx1"), (DeliveryFilter(webhook: 1, isRetrying: true), "id_idx1"),
    ]

    private func check(_ filter: DeliveryFilter, _ index: String, _ store: PostgresStore) async throws {
        let listing = DeliveryListing(in: .project(1), matching: filter, before: nil, limit: 50)
        let rows = try await store.pool.run { session in
            try session.queryOnce("EXPLAIN \(listing.sql)", parameters: listing.parameters)
                .map { try $0.read(0, as: String.self) }
        }
        let plan = rows.joined(separator: "\n")
        #expect(plan.contains(index), "\(plan)")
        // The default partition is empty.
        #expect(!plan.contains(/Seq Scan on deliveries_p/), "\(plan)")
    }

    /// The generic plan, which a prepared statement eventually uses, when the tables hold thousands of rows.
    private func plan(_ statement: Statement, _ store: PostgresStore) async throws -> String {
        try await store.pool.run { session in
            let types = statement.types.isEmpty ? "" : "(\(statement.types))"
            let values = statement.values.isEmpty ? "" : "(\(statement.values))"
            try session.execute("PREPARE hot \(types) AS \(statement.sql)")
            defer { _ = try? session.execute("DEALLOCATE hot") }
            return try session.transaction { session in
                try session.queryOnce(HotPlans.sql)
                return try session.queryOnce("EXPLAIN EXECUTE hot \(values)")
                    .map { try $0.read(0, as: String.self) }.joined(separator: "\n")
            }
        }
    }

    private func fill(_ store: PostgresStore) async throws {
        let fixture = StoreFixture(store: store)
        let project = try await fixture.project()
        for _ in 0..<2 { _ = try await fixture.webhook(in: project) }
        // Spread over four days, which have partitions.
        let step = "\(345_600_000 / PlanRows.count)::bigint"
        try await store.pool.execute(
            """
            INSERT INTO deliveries (id, owner, webhook, event, event_type, state, due_at, lease, lease_until,
                created_at, updated_at)
            SELECT (lpad(to_hex(1699920000000 + n * \(step)), 12, '0') || '7000' || lpad(to_hex(n), 16, '8'))::uuid,
                1 + n % 2, 1 + n % 3, n, CASE WHEN n % 1000 = 1 THEN 'b' ELSE 'a' END, state, CASE state WHEN 0 THEN n END, CASE state WHEN 1 THEN n END,
                CASE state WHEN 1 THEN n END, n, n
            FROM (SELECT n, CASE WHEN n % 100 < 5 THEN n % 100 ELSE 2 END AS state FROM generate_series(1, \(PlanRows.count)) AS n) AS new;
            INSERT INTO attempts (delivery, number, start_time, end_time, url, request_headers, total)
            SELECT id, 1, 1, 2, 'u', '', 1 FROM deliveries;
            INSERT INTO accounts (kind, name, is_instance_admin, created_at) VALUES ('user', 'a', false, 1);
            INSERT INTO tokens (account, name, hash, scopes, created_at)
            SELECT 1, 't', sha256(n::text::bytea), 'read', 1 FROM generate_series(1, 2000) AS n;
            INSERT INTO events (id, owner, event_type, body, created_at)
            SELECT (1699920000000 - \(EventNumber.epoch) + n * \(step)) << \(EventNumber.sequenceBits), 1, 'a', 'x', n FROM generate_series(1, \(PlanRows.count)) AS n;
            """)
        try await store.pool.execute(
            """
            INSERT INTO artifacts (project, id, branch, name, hash, build_key, status, created_at, is_fork, pull_request,
                base_commits)
            SELECT 1, n, 'b' || n % 10, CASE WHEN n % 5 = 0 THEN 'other' ELSE 'main' END, 'h' || n / 2, 'b', 'Passed', n,
                n % 3 = 0, CASE WHEN n % 2 = 0 THEN n % 100 END, 'x' || n
            FROM generate_series(1, \(PlanRows.count / 50)) AS n;
            INSERT INTO package_lists (artifact, total) SELECT row, CASE WHEN id > 3 THEN 10 END FROM artifacts;
            INSERT INTO artifact_packages (artifact, package, project, versions, copies, raw)
            SELECT row, 'p' || k, 1, '[]', 1, 1 FROM artifacts, generate_series(1, 10) AS k;
            ANALYZE;
            """)
    }
}
