package import Domain
import PostgresClient
package import Storage

extension PostgresStore: AnalysisQueue {
    package func claimArtifact(at now: Timestamp, leaseUntil: Timestamp) async throws -> ClaimedArtifact? {
        guard let claimed = try await claimPending(leaseUntil: leaseUntil) else { return nil }
        do {
            return try await withBaseline(claimed)
        } catch {
            try await release(claimed.lease, at: now)
            throw error
        }
    }

    private func claimPending(leaseUntil: Timestamp) async throws -> ClaimedArtifact? {
        try await write { [self] write in
            let session = write.session
            guard let (row, pass) = try Self.oldestPending(session),
                let project = try Self.project(row["project"], session)
            else { return nil }
            let lease = ArtifactLease(row: try row["row"], token: leases.next(), pass: pass)
            try session.run(
                """
                UPDATE artifacts SET \(pass.column) = \(Artifact.Status.running.sql), tries = tries + 1, lease = $1,
                    lease_until = $2
                WHERE row = $3
                """,
                lease.token, leaseUntil.milliseconds, lease.row)
            // Several may have become pending at one signal: other waiters should look for the next.
            write.effects.whenCommitted { [artifactSignal] in artifactSignal.set() }
            let artifact = try Artifact(row: row).claimed(for: pass)
            announce(artifact.id, artifact.status, in: project.number, write)
            return ClaimedArtifact(lease: lease, project: project, artifact: artifact, tries: try row["tries"])
        }
    }

    private static func oldestPending(_ session: PostgresSession) throws -> (PostgresRecord, AnalysisPass)? {
        for pass in AnalysisPass.allCases {
            let row = try session.record(
                """
                SELECT artifacts.* FROM artifacts
                JOIN projects ON projects.number = artifacts.project AND projects.deleted_at IS NULL
                WHERE \(pass.column) = \(Artifact.Status.pending.sql)
                ORDER BY row LIMIT 1 FOR UPDATE OF artifacts SKIP LOCKED
                """)
            if let row { return (row, pass) }
        }
        return nil
    }

    /// The condition on a row under its lease; the first parameters are the row and the token.
    private static func underLease(_ lease: ArtifactLease) -> String {
        "WHERE row = $1 AND lease = $2 AND \(lease.pass.column) = \(Artifact.Status.running.sql)"
    }

    package func renew(_ lease: ArtifactLease, until: Timestamp) async throws -> Bool {
        try await write { write in
            try write.session.run(
                "UPDATE artifacts SET lease_until = $3 \(Self.underLease(lease))", lease.row, lease.token,
                until.milliseconds) > 0
        }
    }

    package func finish(
        _ lease: ArtifactLease, _ outcome: ArtifactOutcome, review: BudgetReview?,
        event: @escaping @Sendable (BundleEvent) -> EventBody, at now: Timestamp
    ) async throws -> RecordedAnalysis? {
        await partitions.ensure([PartitionDay(of: now)])
        return try await write { [self] write in try end(lease, outcome, review, event: event, at: now, write) }
    }

    private func end(
        _ lease: ArtifactLease, _ outcome: ArtifactOutcome, _ review: BudgetReview?,
        event: (BundleEvent) -> EventBody, at now: Timestamp, _ write: PostgresWrite
    ) throws -> RecordedAnalysis? {
        let session = write.session
        let before = try session.record(
            "SELECT * FROM artifacts \(Self.underLease(lease)) FOR UPDATE", lease.row, lease.token)
        guard let before else { return nil }
        let artifactBefore = try Artifact(row: before)
        let end = AnalysisEnd(
            outcome, of: artifactBefore, in: lease.pass,
            isEventWanted: try before["reanalysis_raises_event"])
        let row = try Self.record(outcome, of: lease.row, keepingResult: end.keepsResult, session)
        guard let row else { return nil }
        let artifact = try Artifact(row: row)
        let project: Project.Number = try row["project"]
        announce(artifact.id, artifact.status, in: project, write)
        if end.raisesEvent { try raiseEvent(of: artifact, lease.row, in: project, event, at: now, write) }
        if case .passed = outcome {
            try compareAgain(artifact, row, statusBefore: artifactBefore.status, write)
            try endBudgets(
                review ?? BudgetReview(), of: artifact, before: before, in: lease.pass, raisesEvent: end.raisesEvent,
                event, at: now, write)
        }
        return RecordedAnalysis(replacedBlobs: end.replacedBlobs)
    }

    private func raiseEvent(
        of artifact: Artifact, _ row: Int64, in project: Project.Number, _ event: (BundleEvent) -> EventBody,
        at now: Timestamp, _ write: PostgresWrite
    ) throws {
        let baseline = try artifact.baselineID.flatMap { try Self.artifact($0, in: project, write.session) }
        let finished = BundleEvent(.finished, of: artifact, baseline: baseline)
        let new = NewEvent(owner: .project(project), eventType: finished.eventType, body: event(finished))
        let accepted = try accept([AcceptJob(event: new, now: now)], write)[0]
        try write.session.run("UPDATE artifacts SET event = $1 WHERE row = $2", try? accepted.get().event, row)
    }

    private static let noLease = "lease = NULL, lease_until = NULL"

    /// The row with the outcome.
    private static func record(
        _ outcome: ArtifactOutcome, of row: Int64, keepingResult: Bool, _ session: PostgresSession
    ) throws -> PostgresRecord? {
        switch outcome {
        case .failed(let reason, _) where keepingResult:
            return try session.record(
                """
                UPDATE artifacts SET reanalysis = \(Artifact.Status.failed.sql), reanalysis_failed_reason = $2,
                    reanalysis_failure = $3, \(noLease)
                WHERE row = $1 RETURNING *
                """,
                row, reason.english, reason.coded)
        case .failed(let reason, let duration):
            return try session.record(
                """
                UPDATE artifacts SET status = \(Artifact.Status.failed.sql), failed_reason = $2, failure = $3,
                    duration = $4, reanalysis = NULL, \(noLease)
                WHERE row = $1 RETURNING *
                """,
                row, reason.english, reason.coded, duration.milliseconds)
        case .passed(let result, let duration, let reportBytes, let packages):
            let warnings = try result.warningColumns
            try replacePackages(of: row, with: packages, session)
            return try session.record(
                """
                UPDATE artifacts SET status = \(Artifact.Status.passed.sql), failed_reason = NULL, failure = NULL,
                    duration = $2, score = $3, size_raw = $4, size_gzip = $5, size_brotli = $6, entry_points = $7,
                    warnings = $8, warning_codes = $9, report_key = $10, content_key = $11, imports_key = $12,
                    analysis_version = $13, report_bytes = $14, reanalysis = NULL, \(noLease)
                WHERE row = $1 RETURNING *
                """,
                row, duration.milliseconds, result.score, result.size.raw, result.size.gzip, result.size.brotli,
                try JSONColumn.text(result.entryPoints), warnings.texts, warnings.codes, result.reportKey,
                result.contentKey, result.importsKey, result.analysisVersion, reportBytes)
        }
    }

    package func rescueArtifacts(at now: Timestamp) async throws -> Int {
        try await rescueArtifacts(before: now.milliseconds, of: 0)
    }

    /// - Parameter node: 0 for every node.
    func rescueArtifacts(before end: Int64, of node: Int64) async throws -> Int {
        try await write { [self] write in
            let count = try AnalysisPass.allCases.map { pass in
                try write.session.run(
                    """
                    UPDATE artifacts SET \(pass.column) = \(Artifact.Status.pending.sql), \(Self.noLease)
                    WHERE \(pass.column) = \(Artifact.Status.running.sql) AND lease_until < $1
                        AND ($2 = 0 OR lease >> 32 = $2)
                    """,
                    end, node)
            }.reduce(0, +)
            if count > 0 { announcePendingArtifact(write) }
            return count
        }
    }

    package func release(_ lease: ArtifactLease, at now: Timestamp) async throws {
        try await write { [self] write in
            try write.session.run(
                """
                UPDATE artifacts SET \(lease.pass.column) = \(Artifact.Status.pending.sql), tries = tries - 1,
                    \(Self.noLease)
                \(Self.underLease(lease))
                """,
                lease.row, lease.token)
            announcePendingArtifact(write)
        }
    }

    package func waitForArtifacts() async {
        await artifactSignal.wait()
    }
}
