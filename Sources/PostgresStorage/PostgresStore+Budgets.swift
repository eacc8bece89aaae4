package import Domain
import PostgresClient
package import Storage

extension PostgresStore: BudgetStore {
    /// The first number of the locks on what is told of a project's builds of one name; the second is their hash.
    private static let excessLock: Int32 = PostgresSubscriptions.lock + 3

    package func budgets(of project: Project.Number) async throws -> ProjectBudgets? {
        try await read { session in
            try session.record("SELECT text, updated_at FROM project_budgets WHERE project = $1", project)
                .map(ProjectBudgets.init(row:))
        }
    }

    package func setBudgets(_ text: String, of project: Project.Number, at now: Timestamp) async throws {
        try await write { write in
            let session = write.session
            // The row is locked, so that what is written now is erased with the project.
            let isThere = try session.record(
                "SELECT number FROM projects WHERE number = $1 AND deleted_at IS NULL FOR KEY SHARE", project)
            guard isThere != nil else { throw StoreError.notFound }
            guard !text.isBlank else {
                try session.run("DELETE FROM project_budgets WHERE project = $1", project)
                return
            }
            try session.run(
                """
                INSERT INTO project_budgets (project, text, updated_at) VALUES ($1, $2, $3)
                ON CONFLICT (project) DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at
                """,
                project, text, now.milliseconds)
        }
    }

    package func budgets(of artifact: Artifact.ID, in project: Project.Number) async throws -> ArtifactBudgets? {
        try await read { session in try Self.budgets(of: artifact, in: project, session) }
    }

    package func acceptances(
        of artifact: Artifact.ID, in project: Project.Number
    ) async throws -> [ExcessAcceptance] {
        try await read { session in try Self.acceptances(of: artifact, in: project, session) }
    }

    package func accepted(
        of artifacts: [Artifact.ID], in project: Project.Number
    ) async throws -> Set<Artifact.ID> {
        try await read { session in
            Set(
                try session.values(
                    Artifact.ID.self,
                    "SELECT DISTINCT artifact FROM acceptances WHERE project = $1 AND artifact = ANY($2)", project,
                    artifacts))
        }
    }

    private static func budgets(
        of artifact: Artifact.ID, in project: Project.Number, _ session: PostgresSession
    ) throws -> ArtifactBudgets? {
        try session.record(
            "SELECT budgets FROM artifact_budgets WHERE project = $1 AND artifact = $2", project, artifact
        ).map(ArtifactBudgets.init(row:))
    }

    private static func acceptances(
        of artifact: Artifact.ID, in project: Project.Number, _ session: PostgresSession
    ) throws -> [ExcessAcceptance] {
        try session.records(
            "SELECT * FROM acceptances WHERE project = $1 AND artifact = $2 ORDER BY number", project, artifact
        ).map(ExcessAcceptance.init(row:))
    }

    private static func record(
        _ budgets: ArtifactBudgets, of artifact: Artifact.ID, in project: Project.Number, _ session: PostgresSession
    ) throws {
        try session.run(
            """
            INSERT INTO artifact_budgets (project, artifact, budgets) VALUES ($1, $2, $3)
            ON CONFLICT (project, artifact) DO UPDATE SET budgets = excluded.budgets
            """,
            project, artifact, try JSONColumn.text(budgets))
    }

    // MARK: Acceptance

    package func acceptExcess(
        _ new: NewAcceptance, of artifact: Artifact.ID, in project: Project.Number,
        event: @escaping @Sendable (BundleEvent) -> EventBody, at now: Timestamp, once: Once<AcceptedExcess>?
    ) async throws -> Reply<AcceptedExcess> {
        await partitions.ensure([PartitionDay(of: now)])
        return try await write(once: once, at: now) { [self] write -> AcceptedExcess in
            let session = write.session
            // As the end of an analysis does: whichever comes second finds what the first has left.
            let row = try session.record(
                "SELECT \(Artifact.columns) FROM artifacts WHERE project = $1 AND id = $2 FOR UPDATE", project, artifact
            )
            guard let found = try row.map(Artifact.init(row:)) else { throw StoreError.notFound }
            guard let before = try Self.budgets(of: artifact, in: project, session), before.isExceeded else {
                throw StoreError.conflict(.nothingToAccept)
            }
            let acceptance = ExcessAcceptance(
                artifact: artifact, account: new.account, acceptedBy: new.acceptedBy, reason: new.reason,
                excesses: before.exceeded, acceptedAt: now)
            let earlier = try Self.acceptances(of: artifact, in: project, session)
            try session.run(
                """
                INSERT INTO acceptances
                    (project, artifact, number, account, accepted_by, reason, excesses, accepted_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                """,
                project, artifact, earlier.count + 1, new.account, new.acceptedBy, new.reason,
                try JSONColumn.text(acceptance.excesses), now.milliseconds)
            try Self.record(before.accepted, of: artifact, in: project, session)
            try raise(
                .accepted(acceptance), of: found, causes: before.causes, in: project, event, at: now, write)
            announce(artifact, found.status, in: project, write)
            return AcceptedExcess(
                artifact: found, budgets: before.accepted, acceptances: earlier + [acceptance])
        }
    }

    /// What was accepted of an artifact, of its baseline and of earlier artifacts of its branch, the oldest first; its
    /// own is the last.
    private static func acceptancesConsidered(
        for artifact: Artifact, in project: Project.Number, _ session: PostgresSession
    ) throws -> [ExcessAcceptance] {
        let build = artifact.build
        return try session.records(
            """
            SELECT acceptances.* FROM acceptances
            JOIN artifacts ON artifacts.project = acceptances.project AND artifacts.id = acceptances.artifact
            WHERE acceptances.project = $1 AND (acceptances.artifact = $2 OR acceptances.artifact = $3
                OR (acceptances.artifact < $2 AND artifacts.name = $4 AND artifacts.branch = $5
                    AND artifacts.is_fork = $6 AND (NOT artifacts.is_fork OR coalesce(artifacts.pull_request, 0) = $7)))
            ORDER BY acceptances.artifact = $2 DESC, acceptances.artifact DESC, acceptances.number DESC
            LIMIT \(ExcessAcceptance.maximumConsidered)
            """,
            project, artifact.id, artifact.baselineID, build.name, build.branch, build.isFork, build.pullRequest ?? 0
        ).map(ExcessAcceptance.init(row:)).reversed()
    }

    // MARK: The end of an analysis

    /// Decides and records the budgets of an artifact whose analysis has passed, and tells of them.
    /// - Parameters:
    ///   - before: the artifact's row, as it was before.
    ///   - raisesEvent: whether the end raises `bundle:finished`.
    func endBudgets(
        _ review: BudgetReview, of artifact: Artifact, before: PostgresRecord, in pass: AnalysisPass,
        raisesEvent: Bool, _ event: (BundleEvent) -> EventBody, at now: Timestamp, _ write: PostgresWrite
    ) throws {
        let session = write.session
        let (row, project): (Int64, Project.Number) = (try before["row"], try before["project"])
        let budgets = try review.decide.map { decide in
            decide(try Self.acceptancesConsidered(for: artifact, in: project, session))
        }
        if let budgets {
            try Self.record(budgets, of: artifact.id, in: project, session)
        } else {
            try session.run(
                "DELETE FROM artifact_budgets WHERE project = $1 AND artifact = $2", project, artifact.id)
        }
        let end = BudgetEnd(
            budgets, in: pass, isComparison: try before["reanalysis_compares"], raisesEvent: raisesEvent,
            isTold: try before["is_excess_told"], isOnBaselineBranch: review.isOnBaselineBranch)
        if end.isCompared {
            try raise(.compared(budgets), of: artifact, causes: review.causes, in: project, event, at: now, write)
        }
        if end.raisesExceeded, let budgets {
            try raise(
                .budgetExceeded(budgets), of: artifact, causes: review.causes, in: project, event, at: now, write)
            try session.run("UPDATE artifacts SET is_excess_told = true WHERE row = $1", row)
        }
        guard end.mayRecover else { return }
        // Held until the commit, so that of two builds that end at once the second sees what the first has recorded.
        try session.query(
            "SELECT pg_advisory_xact_lock(\(Self.excessLock), hashtext($1))", "\(project) \(artifact.build.name)")
        if end.raisesExceeded { try Self.recordExcess(of: artifact.build, in: project, session) }
        try recover(artifact.build, in: project, event, at: now, write)
    }

    private static func recordExcess(
        of build: Artifact.Build, in project: Project.Number, _ session: PostgresSession
    ) throws {
        try session.run(
            "INSERT INTO budget_excesses (project, name, branch) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", project,
            build.name, build.branch)
    }

    /// Tells that a branch has recovered, if it was told of an excess and its newest artifact with budgets keeps them all.
    private func recover(
        _ build: Artifact.Build, in project: Project.Number, _ event: (BundleEvent) -> EventBody, at now: Timestamp,
        _ write: PostgresWrite
    ) throws {
        let session = write.session
        let row = try session.record(
            """
            SELECT artifacts.*, artifact_budgets.budgets FROM artifacts
            JOIN artifact_budgets ON artifact_budgets.project = artifacts.project
                AND artifact_budgets.artifact = artifacts.id
            WHERE status = \(Artifact.Status.passed.sql) AND NOT is_fork AND artifacts.project = $1 AND name = $2
                AND branch = $3
            ORDER BY artifacts.id DESC LIMIT 1
            """,
            project, build.name, build.branch)
        guard let row else { return }
        let budgets = try ArtifactBudgets(row: row)
        guard budgets.isKept else { return }
        let ended = try session.run(
            "DELETE FROM budget_excesses WHERE project = $1 AND name = $2 AND branch = $3", project, build.name,
            build.branch)
        guard ended > 0 else { return }
        try raise(
            .budgetRecovered(budgets), of: try Artifact(row: row), causes: budgets.causes, in: project, event, at: now,
            write)
    }

    private func raise(
        _ kind: BundleEvent.Kind, of artifact: Artifact, causes: [ArtifactCause]?, in project: Project.Number,
        _ event: (BundleEvent) -> EventBody, at now: Timestamp, _ write: PostgresWrite
    ) throws {
        let baseline = try artifact.baselineID.flatMap { try Self.artifact($0, in: project, write.session) }
        let told = BundleEvent(kind, of: artifact, baseline: baseline, causes: baseline == nil ? nil : causes ?? [])
        let new = NewEvent(owner: .project(project), eventType: told.eventType, body: event(told))
        _ = try accept([AcceptJob(event: new, now: now)], write)
    }

    // MARK: Drift

    package func driftReports(of claimed: ClaimedArtifact, limit: Int) async throws -> [String] {
        let build = claimed.artifact.build
        return try await read { session in
            for branch in claimed.baselineBranches {
                let keys = try session.values(
                    String.self,
                    """
                    SELECT report_key FROM artifacts
                    WHERE status = \(Artifact.Status.passed.sql) AND NOT is_fork AND project = $1 AND name = $2
                        AND branch = $3 AND id < $4
                    ORDER BY id DESC LIMIT $5
                    """,
                    claimed.project.number, build.name, branch, claimed.artifact.id, limit)
                if !keys.isEmpty { return keys.reversed() }
            }
            return []
        }
    }
}
