package import Domain
import PostgresClient
import Storage

extension PostgresStore {
    /// The project's baseline branches, the first of which has priority: the one it names; of those that its `/…/`
    /// expression matches, the one with the newest passed build of that name; or the usual ones.
    package func baselineBranches(
        of project: Project, for name: String, before id: Artifact.ID = .max
    ) async throws -> [String] {
        guard let setting = project.baselineBranch else { return Project.usualBaselineBranches }
        guard let expression = BaselineBranch(setting).expression else { return [setting] }
        let branches = try await read { session in
            try session.values(String.self, Self.passedBranchesSQL, project.number, name, id)
        }
        return BaselineBranch.first(of: branches, matching: expression)
    }

    private static let passedBranchesSQL = """
        SELECT branch FROM artifacts
        WHERE project = $1 AND name = $2 AND id < $3 AND status = \(Artifact.Status.passed.sql) AND NOT is_fork
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
        (chosen.artifact.baseline, chosen.baseline, chosen.isOnBaselineBranch) = try await read { session in
            let request = try session.record(
                "SELECT base_commits, base_branch FROM artifacts WHERE row = $1", claimed.lease.row
            ).map(BaselineRequest.init(row:))
            let search = PostgresBaselineSearch(
                session: session, project: project, id: artifact.id, build: artifact.build)
            let choice = try Baseline.chooseAgain(
                for: artifact, request ?? BaselineRequest(), branches: branches, search)
            return (
                choice, try choice.flatMap { try Self.artifact($0.id, in: project, session) },
                try isOnNamed ?? Baseline.isOnUsualBranch(artifact.build, search)
            )
        }
        if chosen.artifact.baseline != artifact.baseline || chosen.artifact.baselineID != artifact.baselineID {
            try await record(chosen.artifact.baseline, under: chosen.lease)
        }
        return chosen
    }

    private func record(_ choice: Baseline.Choice?, under lease: ArtifactLease) async throws {
        try await write { write in
            try write.session.run(
                """
                UPDATE artifacts SET baseline = $3, baseline_rule = $4, baseline_distance = $5
                WHERE row = $1 AND lease = $2
                """,
                lease.row, lease.token, choice?.id, choice?.rule.column, choice?.distance.map(Int64.init))
        }
    }

    /// Queues what should be compared again now that the analysis of `passed` has: `passed` itself, if a better baseline
    /// has passed since it was claimed, and what would rather be compared with it.
    ///
    /// Nothing is missed if both pass at once. The row of each is locked by its own analysis's end, and here: whichever
    /// comes second finds the other one `Passed`.
    /// - Parameter row: that of `passed`.
    func compareAgain(
        _ passed: Artifact, _ row: PostgresRecord, statusBefore: Artifact.Status, _ write: PostgresWrite
    ) throws {
        let session = write.session
        let project: Project.Number = try row["project"]
        let search = PostgresBaselineSearch(session: session, project: project, id: passed.id, build: passed.build)
        if let choice = try Baseline.better(than: passed.baseline, BaselineRequest(row: row), search) {
            try queue(passed, row["row"], comparedWith: choice, in: project, write)
        }
        guard LateBase.isAwaited(passed, statusBefore: statusBefore) else { return }
        let waiting = try session.records(Self.waitingSQL, project, passed.build.name, passed.build.hash)
            .map(LateBase.Waiting.init(row:))
        for (waiting, choice) in LateBase.queued(waiting, for: passed) {
            try queue(waiting.artifact, waiting.row, comparedWith: choice, in: project, write)
        }
    }

    /// Rows that another transaction changes are waited for, and returned as it leaves them.
    static let waitingSQL = """
        SELECT * FROM artifacts WHERE row IN (
            SELECT row FROM (
                SELECT row, base_commits FROM artifacts
                WHERE project = $1 AND name = $2 AND base_commits IS NOT NULL AND coalesce(baseline_distance, 1) > 0
                    AND status <> \(Artifact.Status.failed.sql)
                ORDER BY id DESC LIMIT \(LateBase.maximumExamined)
            ) AS waiting
            WHERE strpos(chr(10) || base_commits || chr(10), chr(10) || $3 || chr(10)) > 0
        ) ORDER BY row FOR UPDATE
        """

    private func queue(
        _ artifact: Artifact, _ row: Int64, comparedWith choice: Baseline.Choice, in project: Project.Number,
        _ write: PostgresWrite
    ) throws {
        try write.session.run(
            """
            UPDATE artifacts SET reanalysis = \(Artifact.Status.pending.sql), reanalysis_raises_event = FALSE,
                reanalysis_compares = TRUE, reanalysis_failed_reason = NULL, reanalysis_failure = NULL, tries = 0, baseline = $2,
                baseline_rule = $3, baseline_distance = $4
            WHERE row = $1
            """,
            row, choice.id, choice.rule.column, choice.distance.map(Int64.init))
        announcePendingArtifact(write)
        announce(artifact.id, artifact.status, in: project, write)
    }
}
