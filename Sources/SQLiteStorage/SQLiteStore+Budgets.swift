package import Domain
import GRDB
package import Storage

extension SQLiteStore: BudgetStore {
    package func budgets(of project: Project.Number) async throws -> ProjectBudgets? {
        try await pool.read { db in
            try Row.first(
                db, "SELECT text, updated_at FROM project_budgets WHERE project = ?", [project],
                ProjectBudgets.init(row:))
        }
    }

    package func setBudgets(_ text: String, of project: Project.Number, at now: Timestamp) async throws {
        try await commits.write { context in
            let db = context.db
            let isThere = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM projects WHERE number = ? AND deleted_at IS NULL)",
                arguments: [project])
            guard isThere == true else { throw StoreError.notFound }
            guard !text.isBlank else {
                return try db.execute(sql: "DELETE FROM project_budgets WHERE project = ?", arguments: [project])
            }
            try db.execute(
                sql: """
                    INSERT INTO project_budgets (project, text, updated_at) VALUES (?, ?, ?)
                    ON CONFLICT (project) DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at
                    """,
                arguments: [project, text, now.milliseconds])
        }
    }

    package func budgets(of artifact: Artifact.ID, in project: Project.Number) async throws -> ArtifactBudgets? {
        try await pool.read { db in try Self.budgets(of: artifact, in: project, db) }
    }

    package func acceptances(
        of artifact: Artifact.ID, in project: Project.Number
    ) async throws -> [ExcessAcceptance] {
        try await pool.read { db in try Self.acceptances(of: artifact, in: project, db) }
    }

    package func accepted(
        of artifacts: [Artifact.ID], in project: Project.Number
    ) async throws -> Set<Artifact.ID> {
        let ids = "[" + artifacts.map(String.init).joined(separator: ",") + "]"
        return try await pool.read { db in
            Set(
                try Artifact.ID.fetchAll(
                    db,
                    sql: """
                        SELECT DISTINCT artifact FROM acceptances
                        WHERE project = ? AND artifact IN (SELECT value FROM json_each(?))
                        """, arguments: [project, ids]))
        }
    }

    private static func budgets(
        of artifact: Artifact.ID, in project: Project.Number, _ db: Database
    ) throws -> ArtifactBudgets? {
        try Row.first(
            db, "SELECT budgets FROM artifact_budgets WHERE project = ? AND artifact = ?", [project, artifact],
            ArtifactBudgets.init(row:))
    }

    private static func acceptances(
        of artifact: Artifact.ID, in project: Project.Number, _ db: Database
    ) throws -> [ExcessAcceptance] {
        try Row.all(
            db, "SELECT * FROM acceptances WHERE project = ? AND artifact = ? ORDER BY number", [project, artifact],
            ExcessAcceptance.init(row:))
    }

    private static func record(
        _ budgets: ArtifactBudgets, of artifact: Artifact.ID, in project: Project.Number, _ db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO artifact_budgets (project, artifact, budgets) VALUES (?, ?, ?)
                ON CONFLICT (project, artifact) DO UPDATE SET budgets = excluded.budgets
                """,
            arguments: [project, artifact, try JSONColumn.text(budgets)])
    }

    // MARK: Acceptance

    package func acceptExcess(
        _ new: NewAcceptance, of artifact: Artifact.ID, in project: Project.Number,
        event: @escaping @Sendable (BundleEvent) -> EventBody, at now: Timestamp, once: Once<AcceptedExcess>?
    ) async throws -> Reply<AcceptedExcess> {
        try await write(once: once, at: now) { [self] context -> AcceptedExcess in
            let db = context.db
            guard let found = try Self.artifact(artifact, in: project, db) else { throw StoreError.notFound }
            guard let before = try Self.budgets(of: artifact, in: project, db), before.isExceeded else {
                throw StoreError.conflict(.nothingToAccept)
            }
            let acceptance = ExcessAcceptance(
                artifact: artifact, account: new.account, acceptedBy: new.acceptedBy, reason: new.reason,
                excesses: before.exceeded, acceptedAt: now)
            let earlier = try Self.acceptances(of: artifact, in: project, db)
            try db.execute(
                sql: """
                    INSERT INTO acceptances
                        (project, artifact, number, account, accepted_by, reason, excesses, accepted_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    project, artifact, earlier.count + 1, new.account, new.acceptedBy, new.reason,
                    try JSONColumn.text(acceptance.excesses), now.milliseconds,
                ])
            try Self.record(before.accepted, of: artifact, in: project, db)
            try raise(
                .accepted(acceptance), of: found, causes: before.causes, in: project, event, at: now, context)
            announce(artifact, found.status, in: project, context)
            return AcceptedExcess(
                artifact: found, budgets: before.accepted, acceptances: earlier + [acceptance])
        }
    }

    /// What was accepted of an artifact, of its baseline and of earlier artifacts of its branch, the oldest first; its
    /// own is the last.
    private static func acceptancesConsidered(
        for artifact: Artifact, in project: Project.Number, _ db: Database
    ) throws -> [ExcessAcceptance] {
        let build = artifact.build
        return try Row.all(
            db, acceptancesConsideredSQL,
            [
                project, artifact.id, artifact.baselineID, build.name, build.branch, build.isFork,
                build.pullRequest ?? 0,
            ], ExcessAcceptance.init(row:)
        ).reversed()
    }

    private static let acceptancesConsideredSQL = """
        SELECT acceptances.* FROM acceptances
        JOIN artifacts ON artifacts.project = acceptances.project AND artifacts.id = acceptances.artifact
        WHERE acceptances.project = ?1 AND (acceptances.artifact = ?2 OR acceptances.artifact = ?3
            OR (acceptances.artifact < ?2 AND artifacts.name = ?4 AND artifacts.branch = ?5 AND artifacts.is_fork = ?6
                AND (NOT artifacts.is_fork OR coalesce(artifacts.pull_request, 0) = ?7)))
        ORDER BY acceptances.artifact = ?2 DESC, acceptances.artifact DESC, acceptances.number DESC
        LIMIT \(ExcessAcceptance.maximumConsidered)
        """

    // MARK: The end of an analysis

    /// Decides and records the budgets of an artifact whose analysis has passed, and tells of them.
    /// - Parameters:
    ///   - before: the artifact's row, as it was before.
    ///   - raisesEvent: whether the end raises `bundle:finished`.
    func endBudgets(
        _ review: BudgetReview, of artifact: Artifact, before: Row, in pass: AnalysisPass, raisesEvent: Bool,
        _ event: (BundleEvent) -> EventBody, at now: Timestamp, _ context: WriteContext
    ) throws {
        let db = context.db
        let (row, project): (Int64, Project.Number) = (before["row"], before["project"])
        let budgets = try review.decide.map { decide in
            decide(try Self.acceptancesConsidered(for: artifact, in: project, db))
        }
        if let budgets {
            try Self.record(budgets, of: artifact.id, in: project, db)
        } else {
            try db.execute(
                sql: "DELETE FROM artifact_budgets WHERE project = ? AND artifact = ?",
                arguments: [project, artifact.id])
        }
        let end = BudgetEnd(
            budgets, in: pass, isComparison: before["reanalysis_compares"], raisesEvent: raisesEvent,
            isTold: before["is_excess_told"], isOnBaselineBranch: review.isOnBaselineBranch)
        if end.isCompared {
            try raise(.compared(budgets), of: artifact, causes: review.causes, in: project, event, at: now, context)
        }
        if end.raisesExceeded, let budgets {
            try raise(
                .budgetExceeded(budgets), of: artifact, causes: review.causes, in: project, event, at: now, context)
            try db.execute(sql: "UPDATE artifacts SET is_excess_told = TRUE WHERE row = ?", arguments: [row])
            if review.isOnBaselineBranch { try Self.recordExcess(of: artifact.build, in: project, db) }
        }
        if end.mayRecover { try recover(artifact.build, in: project, event, at: now, context) }
    }

    private static func recordExcess(of build: Artifact.Build, in project: Project.Number, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR IGNORE INTO budget_excesses (project, name, branch) VALUES (?, ?, ?)",
            arguments: [project, build.name, build.branch])
    }

    /// Tells that a branch has recovered, if it was told of an excess and its newest artifact with budgets keeps them all.
    private func recover(
        _ build: Artifact.Build, in project: Project.Number, _ event: (BundleEvent) -> EventBody, at now: Timestamp,
        _ context: WriteContext
    ) throws {
        let db = context.db
        let newest = try Row.first(db, Self.newestWithBudgetsSQL, [project, build.name, build.branch]) { row in
            (try Artifact(row: row), try ArtifactBudgets(row: row))
        }
        guard let (artifact, budgets) = newest, budgets.isKept else { return }
        try db.execute(
            sql: "DELETE FROM budget_excesses WHERE project = ? AND name = ? AND branch = ?",
            arguments: [project, build.name, build.branch])
        guard db.changesCount > 0 else { return }
        try raise(
            .budgetRecovered(budgets), of: artifact, causes: budgets.causes, in: project, event, at: now, context)
    }

    static let newestWithBudgetsSQL = """
        SELECT artifacts.*, artifact_budgets.budgets FROM artifacts INDEXED BY artifacts_base_branch
        JOIN artifact_budgets ON artifact_budgets.project = artifacts.project
            AND artifact_budgets.artifact = artifacts.id
        WHERE status = \(Artifact.Status.passed.sql) AND NOT is_fork AND artifacts.project = ? AND name = ?
            AND branch = ?
        ORDER BY artifacts.id DESC LIMIT 1
        """

    private func raise(
        _ kind: BundleEvent.Kind, of artifact: Artifact, causes: [ArtifactCause]?, in project: Project.Number,
        _ event: (BundleEvent) -> EventBody, at now: Timestamp, _ context: WriteContext
    ) throws {
        let baseline = try artifact.baselineID.flatMap { try Self.artifact($0, in: project, context.db) }
        let told = BundleEvent(kind, of: artifact, baseline: baseline, causes: baseline == nil ? nil : causes ?? [])
        let new = NewEvent(owner: .project(project), eventType: told.eventType, body: event(told))
        _ = try write(new, at: now, context)
    }

    // MARK: Drift

    package func driftReports(of claimed: ClaimedArtifact, limit: Int) async throws -> [String] {
        let build = claimed.artifact.build
        return try await pool.read { db in
            for branch in claimed.baselineBranches {
                let keys = try String.fetchAll(
                    db.cachedStatement(sql: Self.driftReportsSQL),
                    arguments: [claimed.project.number, build.name, branch, claimed.artifact.id, limit])
                if !keys.isEmpty { return keys.reversed() }
            }
            return []
        }
    }

    static let driftReportsSQL = """
        SELECT report_key FROM artifacts
        WHERE status = \(Artifact.Status.passed.sql) AND NOT is_fork AND project = ? AND name = ? AND branch = ?
            AND id < ?
        ORDER BY id DESC LIMIT ?
        """
}
