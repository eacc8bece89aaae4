package import Domain
import GRDB
import Storage

extension SQLiteStore {
    /// The project's baseline branches, the first of which has priority: the one it names; of those that its `/…/`
    /// expression matches, the one with the newest passed build of that name; or the usual ones.
    package func baselineBranches(
        of project: Project, for name: String, before id: Artifact.ID = .max
    ) async throws -> [String] {
        guard let setting = project.baselineBranch else { return Project.usualBaselineBranches }
        guard let expression = BaselineBranch(setting).expression else { return [setting] }
        let branches = try await pool.read { db in
            try String.fetchAll(db, sql: Self.passedBranchesSQL, arguments: [project.number, name, id])
        }
        return BaselineBranch.first(of: branches, matching: expression)
    }

    private static let passedBranchesSQL = """
        SELECT branch FROM artifacts
        WHERE project = ? AND name = ? AND id < ? AND status = \(Artifact.Status.passed.sql) AND NOT is_fork
        GROUP BY branch ORDER BY max(id) DESC LIMIT \(BaselineBranch.maximumCandidates)
        """

    /// The claimed artifact with the baseline that applies at this moment.
    func withBaseline(_ claimed: ClaimedArtifact) async throws -> ClaimedArtifact {
        let project = claimed.project.number
        let artifact = claimed.artifact
        // An expression takes its time, so it is not matched within a transaction.
        let branches = try await baselineBranches(
            of: claimed.project, for: artifact.build.name, before: artifact.id)
        let isOnNamed = claimed.project.baselineBranch.map { BaselineBranch($0).contains(artifact.build) }
        var chosen = claimed
        chosen.baselineBranches = branches
        (chosen.artifact.baseline, chosen.baseline, chosen.isOnBaselineBranch) = try await pool.read { db in
            let request = try Row.first(
                db, "SELECT base_commits, base_branch FROM artifacts WHERE row = ?", [claimed.lease.row],
                BaselineRequest.init(row:))
            let search = SQLiteBaselineSearch(db: db, project: project, id: artifact.id, build: artifact.build)
            let choice = try Baseline.chooseAgain(
                for: artifact, request ?? BaselineRequest(), branches: branches, search)
            return (
                choice, try choice.flatMap { try Self.artifact($0.id, in: project, db) },
                try isOnNamed ?? Baseline.isOnUsualBranch(artifact.build, search)
            )
        }
        if chosen.artifact.baseline != artifact.baseline || chosen.artifact.baselineID != artifact.baselineID {
            try await record(chosen.artifact.baseline, under: chosen.lease)
        }
        return chosen
    }

    private func record(_ choice: Baseline.Choice?, under lease: ArtifactLease) async throws {
        try await commits.write { context in
            try context.db.execute(
                sql: """
                    UPDATE artifacts SET baseline = ?, baseline_rule = ?, baseline_distance = ?
                    WHERE row = ? AND lease = ?
                    """,
                arguments: [choice?.id, choice?.rule.column, choice?.distance, lease.row, lease.token])
        }
    }

    /// Queues what should be compared again now that the analysis of `passed` has: `passed` itself, if a better baseline
    /// has passed since it was claimed, and what would rather be compared with it.
    /// - Parameter row: that of `passed`.
    func compareAgain(
        _ passed: Artifact, _ row: Row, statusBefore: Artifact.Status, _ context: WriteContext
    ) throws {
        let db = context.db
        let project: Project.Number = row["project"]
        let search = SQLiteBaselineSearch(db: db, project: project, id: passed.id, build: passed.build)
        if let choice = try Baseline.better(than: passed.baseline, BaselineRequest(row: row), search) {
            try queue(passed, row["row"], comparedWith: choice, in: project, context)
        }
        guard LateBase.isAwaited(passed, statusBefore: statusBefore) else { return }
        let waiting = try Row.all(
            db, Self.waitingSQL, [project, passed.build.name, passed.build.hash], LateBase.Waiting.init(row:))
        for (waiting, choice) in LateBase.queued(waiting, for: passed) {
            try queue(waiting.artifact, waiting.row, comparedWith: choice, in: project, context)
        }
    }

    static let waitingSQL = """
        SELECT * FROM (
            SELECT * FROM artifacts INDEXED BY artifacts_waiting
            WHERE project = ?1 AND name = ?2 AND base_commits IS NOT NULL AND coalesce(baseline_distance, 1) > 0
                AND status <> \(Artifact.Status.failed.sql)
            ORDER BY id DESC LIMIT \(LateBase.maximumExamined)
        ) WHERE instr(char(10) || base_commits || char(10), char(10) || ?3 || char(10)) > 0
        """

    private func queue(
        _ artifact: Artifact, _ row: Int64, comparedWith choice: Baseline.Choice, in project: Project.Number,
        _ context: WriteContext
    ) throws {
        try context.db.execute(
            sql: """
                UPDATE artifacts SET reanalysis = \(Artifact.Status.pending.sql), reanalysis_raises_event = FALSE,
                    reanalysis_compares = TRUE, reanalysis_failed_reason = NULL, reanalysis_failure = NULL, tries = 0, baseline = ?,
                    baseline_rule = ?, baseline_distance = ?
                WHERE row = ?
                """,
            arguments: [choice.id, choice.rule.column, choice.distance, row])
        context.effects.whenCommitted { [artifactSignal] in artifactSignal.set() }
        announce(artifact.id, artifact.status, in: project, context)
    }
}
