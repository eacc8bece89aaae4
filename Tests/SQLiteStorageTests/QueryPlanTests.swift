import Domain
import GRDB
import Storage
import StoreSupport
import Synchronization
import TestSupport
import Testing

@testable import SQLiteStorage

@Suite("Query plans")
struct QueryPlanTests {
    /// The statements on the path of an event, for its log, and those the server runs for every request.
    @Test("No hot query reads a whole table, and each uses the index made for it")
    func hotQueries() async throws {
        try await TemporarySQLite().with { store, _ in
            let seen = Statements()
            try await seen.watch(store)
            try await Self.useEverything(StoreFixture(store: store))
            try await Self.fill(store)
            let plans = try await seen.plans(in: store)
            #expect(plans.count > 90)
            for (sql, plan) in plans {
                // The partial indexes of open deliveries are small, and read from one end.
                let large = plan.filter { step in
                    !["deliveries_due", "deliveries_leased", "artifacts_pending"].contains { step.hasSuffix($0) }
                }
                let scans = large.filter { step in
                    [
                        "deliveries", "events", "attempts", "artifacts", "artifact_packages", "package_lists",
                        "webhook_secrets",
                        "idempotency_keys", "tokens",
                    ]
                    .contains { step.hasPrefix("SCAN \($0)") }
                }
                #expect(scans.isEmpty, "\(sql)\n\(plan)")
            }
            for (beginning, index) in Self.intended { Self.check(beginning, index, plans) }
            Self.checkHistory(plans.filter { $0.sql.hasPrefix("SELECT builds.*") }.map(\.plan))
            Self.checkSince(plans.filter { $0.sql.hasPrefix("SELECT id, EXISTS (") }.map(\.plan))
        }
    }

    @Test("No statement that runs for each delivery builds a temporary table", arguments: HotStatements.Kind.allCases)
    func ephemeral(kind: HotStatements.Kind) async throws {
        let database = try DatabaseQueue()
        try Migrations.all.migrate(database)
        let steps = try await database.read { db in
            let statement = try db.makeStatement(sql: "EXPLAIN \(kind.sql)")
            statement.setUncheckedArguments([])
            return try Row.fetchAll(statement).map { $0["opcode"] as String }
        }
        #expect(steps.contains("Transaction"))
        #expect(!steps.contains("OpenEphemeral"))
    }

    /// The beginning of each statement, and the index it should use.
    private static let intended = [
        ("SELECT deliveries.id, event, event_type, attempt_count", "deliveries_due"),
        ("WITH RECURSIVE step (webhook)", "deliveries_due"),
        ("SELECT ifnull(root, deliveries.event)", "PRIMARY KEY (id=?)"),
        ("DELETE FROM event_roots", "event_roots_expiry (expires_at<?)"),
        ("SELECT id FROM deliveries INDEXED BY deliveries_leased", "deliveries_leased (lease_until<?)"),
        ("UPDATE deliveries SET state = ?, attempt_count", "PRIMARY KEY (id=?)"),
        ("\(Self.delivery)  WHERE owner = ? ORDER BY", "deliveries_project (owner=?)"),
        ("\(Self.delivery)  WHERE owner = ? AND webhook = ? ORDER BY", "deliveries_webhook (webhook=?)"),
        ("\(Self.delivery)  WHERE owner = ? AND state = 3", "deliveries_open (owner=? AND state=?)"),
        (
            "\(Self.delivery) INDEXED BY deliveries_unsent WHERE owner = ? AND webhook = ? AND state = 3",
            "deliveries_unsent (webhook=? AND state=?)"
        ),
        ("\(Self.delivery) INDEXED BY deliveries_leased", "deliveries_leased"),
        ("\(Self.delivery) INDEXED BY deliveries_retries WHERE owner = ?", "deliveries_retries (owner=?)"),
        (
            "\(Self.delivery) INDEXED BY deliveries_webhook_retries WHERE owner = ?",
            "deliveries_webhook_retries (webhook=?)"
        ),
        ("\(Self.delivery)  WHERE owner = ? AND event_type = ?", "deliveries_type (owner=? AND event_type=?)"),
        ("SELECT * FROM tokens WHERE hash", "(hash=?)"),
        ("SELECT * FROM attempts WHERE", "PRIMARY KEY (delivery=?)"),
        ("SELECT start_time, end_time - start_time", "deliveries_webhook (webhook=?"),
        ("SELECT \(Artifact.columns) FROM artifacts WHERE project = ? AND id < ? AND branch", "artifacts_branch"),
        (SQLiteBaselineSearch.byCommitSQL, "artifacts_base_commit (project=? AND name=? AND hash=? AND id<?)"),
        (SQLiteBaselineSearch.onBranchSQL, "artifacts_base_branch (project=? AND name=? AND branch=? AND id<?)"),
        (
            SQLiteBaselineSearch.ofForkSQL,
            "artifacts_fork (project=? AND name=? AND branch=? AND <expr>=? AND id<?)"
        ),
        (SQLiteStore.waitingSQL, "artifacts_waiting (project=? AND name=?)"),
        (SQLiteStore.newestWithBudgetsSQL, "artifacts_base_branch (project=? AND name=? AND branch=?)"),
        (SQLiteStore.driftReportsSQL, "(project=? AND name=? AND branch=? AND id<?)"),
        ("SELECT artifacts.* FROM artifacts", "artifacts_pending"),
        ("SELECT * FROM events WHERE owner", "events_project"),
        ("SELECT id FROM deliveries WHERE event_project", "deliveries_heard (event_project=?)"),
        (
            "UPDATE deliveries SET state = 4, due_at = NULL, updated_at = ?\nWHERE id IN (SELECT id FROM deliveries "
                + "INDEXED BY deliveries_membership", "deliveries_membership (event_project=? AND owner=?)"
        ),
        ("SELECT id, owner, event_type, disabled_reason, revision FROM webhooks", "webhooks_owner (owner=?)"),
        ("SELECT (deliveries.event_project IS NULL", "PRIMARY KEY (id=?)"),
        ("SELECT projects.*, members.role", "members_account (account=?)"),
        (
            PackageSince.next(hint: SQLiteStore.alongSeries) { "?\($0)" },
            "artifacts_base_branch (project=? AND name=? AND branch=? AND id>?)"
        ),
        ("SELECT package, copies FROM artifact_packages", "PRIMARY KEY (artifact=?)"),
        ("SELECT row, report_key FROM package_lists", "package_lists_open (artifact<?)"),
        ("WITH sought AS MATERIALIZED", "(slug>?)"),
        ("WITH sought AS MATERIALIZED", "(slug<?)"),
        ("WITH sought AS MATERIALIZED", "PRIMARY KEY (project=? AND account=?)"),
    ]

    /// A page of a history costs as much in a project of ten builds as in one of ten thousand: its builds are read along
    /// an index, until there are enough; all else of each is found by a key.
    private static func checkHistory(_ plans: [[String]]) {
        #expect(plans.count == 4)
        let builds = [
            "artifacts_recent (project=? AND id<?)", "artifacts_branch (project=? AND branch=? AND id<?)",
            "artifacts_name (project=? AND name=? AND id<?)",
            "artifacts_base_branch (project=? AND name=? AND branch=? AND id<?)",
        ]
        let keys = [
            "earlier USING INTEGER PRIMARY KEY (rowid=?)", "now USING PRIMARY KEY (artifact=? AND package=?)",
            "was USING PRIMARY KEY (artifact=? AND package=?)",
        ]
        for plan in plans {
            let searches = plan.filter { $0.hasPrefix("SEARCH") }
            let ofBuilds = searches.filter { step in
                step.hasPrefix("SEARCH artifacts USING") && builds.contains { step.contains($0) }
            }
            #expect(ofBuilds.count == 1, "\(plan)")
            for key in keys { #expect(searches.contains { $0.contains(key) }, "\(key)\n\(plan)") }
            let before = searches.filter { $0.hasPrefix("SEARCH before") }
            #expect(before.count == 1 && before[0].contains("(project=? AND name=? AND branch=? AND id<?)"), "\(plan)")
            // What is sorted is the page.
            #expect(plan.filter { $0.hasPrefix("SCAN") } == ["SCAN builds"], "\(plan)")
        }
    }

    /// Since when a package is there is looked up in up to a thousand builds, in none of their lists of packages.
    private static func checkSince(_ plans: [[String]]) {
        #expect(!plans.isEmpty)
        let packages = "COVERING INDEX artifact_packages_package (package=? AND project=? AND artifact=? AND copies>?)"
        let builds = "artifacts_base_branch (project=? AND name=? AND branch=? AND id<?)"
        for plan in plans {
            for index in [packages, builds] { #expect(plan.contains { $0.contains(index) }, "\(plan)") }
        }
    }

    private static func check(_ beginning: String, _ index: String, _ plans: [(sql: String, plan: [String])]) {
        let plans = plans.filter { $0.sql.hasPrefix(beginning) }
        #expect(!plans.isEmpty, "no statement was run that begins with \(beginning)")
        for (sql, plan) in plans {
            #expect(plan.contains { $0.contains(index) }, "\(sql)\n\(plan)")
            #expect(!plan.contains { $0.contains("TEMP B-TREE") } || index == "deliveries_leased", "\(plan)")
        }
    }

    private static func fill(_ store: SQLiteStore) async throws {
        try await store.pool.write { db in
            try db.execute(
                sql: """
                    CREATE TEMPORARY TABLE numbers AS
                        WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < \(PlanRows.count))
                        SELECT n FROM number;
                    INSERT INTO events (id, owner, event_type, body, created_at)
                        SELECT 1000 + n, 1 + n % 2, 'a', x'78', n FROM numbers;
                    INSERT INTO deliveries (id, owner, webhook, event, event_type, state, due_at, lease, lease_until,
                        created_at, updated_at)
                        SELECT CAST(printf('%016d', n) AS BLOB), 1 + n % 2, 1 + n % 3, 1000 + n,
                            iif(n % 1000 = 1, 'b', 'a'), iif(n % 100 < 5, n % 100, 2), iif(n % 100 = 0, n, NULL),
                            iif(n % 100 = 1, n, NULL), iif(n % 100 = 1, n, NULL), n, n FROM numbers;
                    INSERT INTO attempts (delivery, number, start_time, end_time, url, request_headers, total)
                        SELECT CAST(printf('%016d', n) AS BLOB), 1, n, n, 'u', '', 1 FROM numbers;
                    """)
        }
    }

    private static let delivery = SQLiteStore.selectDelivery

    private static func useEverything(_ fixture: StoreFixture) async throws {
        let store = fixture.store
        let account = try await store.createAccount(NewAccount(name: "ada"), at: fixture.now)
        let token = NewToken(account: account.id, name: "t", scopes: [.read])
        let made = try await store.createToken(token, hash: [1], at: fixture.now, once: nil).value
        _ = try await store.descendants(of: made.id)
        _ = try await store.tokens(of: account.id, in: 1, before: nil, limit: 9, at: fixture.now)
        _ = try await store.authenticate(hash: [1], at: fixture.now)
        let project = try await fixture.project(baseline: "/main/")
        _ = try await store.role(of: account.id, in: project.number)
        let access = Access(isInstanceAdmin: false, scopes: [.read], onlyProject: nil)
        _ = try await store.project(project.id, visibleTo: account.id, with: access)
        let webhook = try await fixture.webhook(in: project)
        for _ in 0..<5 { try await fixture.publish(in: project) }
        let key = IdempotencyKey(account: 1, method: "POST", path: "/", key: "k", bodyHash: [1])
        let once = Once<Accepted>(key: key) { _ in StoredAnswer(status: 202, body: []) }
        _ = try await store.accept(.sample("a", in: project), at: fixture.now, once: once)
        let cause = EventCause(delivery: DeliveryID(high: 1, low: 2), depth: 1)
        let body = EventBody(eventType: .bundleFinished, payload: "{}".utf8)
        let next = NewEvent(owner: .project(project.number), eventType: .bundleFinished, body: body, cause: cause)
        _ = try await store.accept(next, at: fixture.now, once: nil)
        try await store.forgetExpired(at: fixture.now, limit: 10)
        _ = try await store.dueWebhooks()
        let leased = try await fixture.claim(webhook, limit: 4)
        _ = try await store.target(webhook.id)
        _ = try await store.body(of: leased[0].event)
        try await fixture.record(leased[0], .delivered)
        try await fixture.record(leased[1], .failed)
        try await store.release([leased[2].lease], at: fixture.now)
        _ = try await store.rescue(at: fixture.now + .seconds(99), limit: 10)
        let filters = [
            DeliveryFilter(), DeliveryFilter(webhook: webhook.id), DeliveryFilter(state: .failed),
            DeliveryFilter(state: .sending), DeliveryFilter(since: fixture.now, until: fixture.now),
            DeliveryFilter(eventType: EventTypeExpression("a")), DeliveryFilter(webhook: webhook.id, state: .failed),
            DeliveryFilter(webhook: webhook.id, state: .failed, eventType: EventTypeExpression("a")),
            DeliveryFilter(isRetrying: true), DeliveryFilter(webhook: webhook.id, isRetrying: true),
        ]
        for filter in filters { _ = try await fixture.deliveries(in: project, filter) }
        _ = try await store.delivery(leased[0].id, in: project.number)
        _ = try await store.attempts(of: leased[0].id)
        _ = try await store.statistics(of: webhook.id, in: project.number, since: fixture.now)
        _ = try await store.events(in: project.number, eventType: nil, before: nil, limit: 9)
        _ = try await store.redeliver(leased[0].id, in: project.number, at: fixture.now, once: nil)
        let base = BaselineRequest(commitHash: "a", ancestors: ["b"], branch: "c")
        try await fixture.passed("x", request: base, isFork: true, pullRequest: 1, in: project)
        try await fixture.passed("main", in: project)
        let artifactFilters = [
            ArtifactFilter(), ArtifactFilter(branch: "a"), ArtifactFilter(name: "a"), ArtifactFilter(hash: "a"),
        ]
        for filter in artifactFilters {
            _ = try await store.artifacts(in: project.number, matching: filter, before: nil, limit: 9)
        }
        _ = try await store.rescueArtifacts(at: fixture.now)
        try await useBudgets(fixture, project)
        try await showEverything(fixture, project, webhook, leased[0].id)
        try await fixture.disable(webhook, in: project)
        try await useApplications(fixture, project)
        _ = try await store.deleteProject(project.number, at: fixture.now)
        while try await !store.erase(limit: 100).isDone {}
    }

    /// A build of the baseline branch that exceeds a budget.
    private static func useBudgets(_ fixture: StoreFixture, _ project: Project) async throws {
        let store = fixture.store
        let build = Artifact.Build(
            branch: "main", name: "main", hash: "b", commitMessage: nil, author: nil, buildKey: "builds/1/b.tar")
        _ = try await store.createArtifact(
            build, baseline: BaselineRequest(), in: project.number, at: fixture.now, once: nil)
        let claimed = try #require(try await store.claimArtifact(at: fixture.now, leaseUntil: fixture.now))
        _ = try await store.driftReports(of: claimed, limit: 9)
        let review = BudgetReview(isOnBaselineBranch: true) { _ in
            let verdict = ArtifactBudgets.Verdict(
                name: "a", subject: "size", value: 2, limit: 1, baseline: nil, unit: .bytes, state: .exceeded,
                measured: 2)
            return ArtifactBudgets(source: .build, verdicts: [verdict])
        }
        let result = Artifact.Result(
            score: 1, size: Artifact.Size(raw: 1, gzip: nil, brotli: nil), entryPoints: [], warnings: [],
            reportKey: "r", contentKey: "c", analysisVersion: 1)
        let event: @Sendable (BundleEvent) -> EventBody = { EventBody(eventType: $0.eventType, payload: "{}".utf8) }
        _ = try await store.finish(
            claimed.lease, .passed(result, duration: .milliseconds(1)), review: review, event: event, at: fixture.now)
        let new = NewAcceptance(account: 1, acceptedBy: "ada", reason: "r")
        _ = try await store.acceptExcess(
            new, of: claimed.artifact.id, in: project.number, event: event, at: fixture.now, once: nil)
        try await store.setBudgets("budgets: []", of: project.number, at: fixture.now)
        _ = try await store.budgets(of: project.number)
        _ = try await store.budgets(of: claimed.artifact.id, in: project.number)
    }

    /// The queries of the pages.
    private static func showEverything(
        _ fixture: StoreFixture, _ project: Project, _ webhook: Webhook, _ delivery: DeliveryID
    ) async throws {
        let store = fixture.store
        _ = try await store.overviews(of: [project.number])
        _ = try await store.history(in: project.number, branch: nil, name: nil, limit: 9)
        _ = try await store.history(in: project.number, branch: "main", name: "main", limit: 9)
        _ = try await store.branches(in: project.number, limit: 9)
        _ = try await store.artifactNames(in: project.number, limit: 9)
        try await showHistory(fixture, project)
        _ = try await store.event(ofArtifact: 1, in: project.number)
        _ = try await store.outcomes(of: [delivery])
        _ = try await store.counts(at: fixture.now)
        _ = try await store.replays(of: webhook.id, in: .project(project.number), limit: 9)
        _ = try await store.members(of: project.number, after: nil, limit: 9)
        _ = try await store.session(hash: [1], at: fixture.now)
        _ = try await store.guesses(of: [1], at: fixture.now)
    }

    private static func showHistory(_ fixture: StoreFixture, _ project: Project) async throws {
        let store = fixture.store
        let build = try await fixture.built(["a": 1], in: project)
        for (branch, name) in [(nil, nil), ("main", nil), (nil, "main"), ("main", "main")] as [(String?, String?)] {
            let filter = HistoryFilter(branch: branch, name: name, package: "a")
            _ = try await store.builds(in: project.number, matching: filter, before: nil, limit: 9)
        }
        _ = try await store.packageLists(of: [1], in: project.number)
        _ = try await store.since("a", copies: 1, upTo: build, in: project.number, depth: 9)
        _ = try await store.projects(with: "a", visibleTo: 1, only: nil, before: nil, limit: 9)
        _ = try await store.unlistedArtifact(before: nil)
    }

    private static func useApplications(_ fixture: StoreFixture, _ project: Project) async throws {
        let store = fixture.store
        let application = try await store.createApplication(name: "robot", at: fixture.now, once: nil).value
        let owner = WebhookOwner.application(application.id)
        let webhook = try await store.createWebhook(.plain, in: owner, at: fixture.now, once: nil).value
        try await store.setRole(.read, of: application.id, in: project.number, at: fixture.now)
        for _ in 0..<2 { try await fixture.publish(in: project) }
        _ = try await store.deliveries(in: owner, matching: DeliveryFilter(), before: nil, limit: 9)
        _ = try await store.memberships(of: application.id, limit: 9)
        _ = try await store.overviews(ofApplications: [application.id])
        let leased = try await fixture.claimOne(webhook)
        try await store.setRole(nil, of: application.id, in: project.number, at: fixture.now)
        try await fixture.record(leased, .pending(due: fixture.now))
        let token = NewToken(account: application.id, name: "t", scopes: [.admin])
        let made = try await store.createToken(token, hash: [2], at: fixture.now, once: nil).value
        _ = try await store.revokeToken(made.id, of: application.id, .revoked)
        _ = try await store.deleteApplication(application.id, at: fixture.now)
    }
}

/// Every statement that a store runs, read or write, and the database's plan for it.
private final class Statements: Sendable {
    private let seen = Mutex<Set<String>>([])

    func watch(_ store: SQLiteStore) async throws {
        try await store.pool.writeWithoutTransaction { db in self.watch(db) }
        // Consecutive reads use the same connection.
        try await store.pool.read { db in self.watch(db) }
    }

    private func watch(_ db: Database) {
        db.trace { [self] event in
            guard case .statement(let statement) = event else { return }
            seen.withLock { _ = $0.insert(statement.sql) }
        }
    }

    func plans(in store: SQLiteStore) async throws -> [(sql: String, plan: [String])] {
        let hot = seen.withLock { seen in
            seen.filter { sql in ["SELECT", "WITH", "UPDATE", "DELETE", "INSERT"].contains { sql.hasPrefix($0) } }
        }
        return try await store.pool.writeWithoutTransaction { db in
            try hot.sorted().map { sql in
                let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
                statement.setUncheckedArguments(StatementArguments())
                return (sql, try Row.fetchAll(statement).map { $0["detail"] as String })
            }
        }
    }
}
