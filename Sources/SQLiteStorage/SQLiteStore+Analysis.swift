package import Domain
import GRDB
package import Storage

extension SQLiteStore: AnalysisQueue {
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
        try await commits.write { [self] context in
            let db = context.db
            guard let (row, pass) = try Self.oldestPending(db), let project = try Self.project(row["project"], db)
            else {
                return nil
            }
            let lease = ArtifactLease(row: row["row"], token: nextLease(), pass: pass)
            try db.execute(
                sql: """
                    UPDATE artifacts SET \(pass.column) = \(Artifact.Status.running.sql), tries = tries + 1, lease = ?,
                        lease_until = ?
                    WHERE row = ?
                    """,
                arguments: [lease.token, leaseUntil.milliseconds, lease.row])
            // Several may have become pending at one signal: other waiters should look for the next.
            context.effects.whenCommitted { [artifactSignal] in artifactSignal.set() }
            let artifact = try Artifact(row: row).claimed(for: pass)
            announce(artifact.id, artifact.status, in: project.number, context)
            return ClaimedArtifact(lease: lease, project: project, artifact: artifact, tries: row["tries"])
        }
    }

    private static func oldestPending(_ db: Database) throws -> (Row, AnalysisPass)? {
        for pass in AnalysisPass.allCases {
            if let row = try Row.fetchOne(db, sql: oldestPendingSQL(pass)) { return (row, pass) }
        }
        return nil
    }

    static func oldestPendingSQL(_ pass: AnalysisPass) -> String {
        let index = pass == .first ? "artifacts_pending" : "artifacts_reanalysis"
        return """
            SELECT artifacts.* FROM artifacts INDEXED BY \(index)
            JOIN projects ON projects.number = artifacts.project AND projects.deleted_at IS NULL
            WHERE \(pass.column) = \(Artifact.Status.pending.sql) ORDER BY row LIMIT 1
            """
    }

    /// The condition on a row under its lease; the arguments are the row and the token.
    private static func underLease(_ lease: ArtifactLease) -> String {
        "WHERE row = ? AND lease = ? AND \(lease.pass.column) = \(Artifact.Status.running.sql)"
    }

    package func renew(_ lease: ArtifactLease, until: Timestamp) async throws -> Bool {
        try await commits.write { context in
            try context.db.execute(
                sql: "UPDATE artifacts SET lease_until = ? \(Self.underLease(lease))",
                arguments: [until.milliseconds, lease.row, lease.token])
            return context.db.changesCount > 0
        }
    }

    package func finish(
        _ lease: ArtifactLease, _ outcome: ArtifactOutcome, review: BudgetReview?,
        event: @escaping @Sendable (BundleEvent) -> EventBody, at now: Timestamp
    ) async throws -> RecordedAnalysis? {
        try await commits.write { [self] context in try end(lease, outcome, review, event: event, at: now, context) }
    }

    private func end(
        _ lease: ArtifactLease, _ outcome: ArtifactOutcome, _ review: BudgetReview?,
        event: (BundleEvent) -> EventBody, at now: Timestamp, _ context: WriteContext
    ) throws -> RecordedAnalysis? {
        let before = try Row.fetchOne(
            context.db, sql: "SELECT * FROM artifacts \(Self.underLease(lease))",
            arguments: [lease.row, lease.token])
        guard let before else { return nil }
        let artifactBefore = try Artifact(row: before)
        let end = AnalysisEnd(
            outcome, of: artifactBefore, in: lease.pass,
            isEventWanted: before["reanalysis_raises_event"])
        try Self.record(outcome, of: lease.row, keepingResult: end.keepsResult, context.db)
        let row = try Row.fetchOne(context.db, sql: "SELECT * FROM artifacts WHERE row = ?", arguments: [lease.row])
        guard let row else { return nil }
        let artifact = try Artifact(row: row)
        let project: Project.Number = row["project"]
        announce(artifact.id, artifact.status, in: project, context)
        if end.raisesEvent {
            try raiseEvent(of: artifact, lease.row, in: project, event, at: now, context)
        }
        if case .passed = outcome {
            try compareAgain(artifact, row, statusBefore: artifactBefore.status, context)
            try endBudgets(
                review ?? BudgetReview(), of: artifact, before: before, in: lease.pass, raisesEvent: end.raisesEvent,
                event, at: now, context)
        }
        return RecordedAnalysis(replacedBlobs: end.replacedBlobs)
    }

    private func raiseEvent(
        of artifact: Artifact, _ row: Int64, in project: Project.Number, _ event: (BundleEvent) -> EventBody,
        at now: Timestamp, _ context: WriteContext
    ) throws {
        let baseline = try artifact.baselineID.flatMap { try Self.artifact($0, in: project, context.db) }
        let finished = BundleEvent(.finished, of: artifact, baseline: baseline)
        let new = NewEvent(owner: .project(project), eventType: finished.eventType, body: event(finished))
        let accepted = try write(new, at: now, context)
        try context.db.execute(
            sql: "UPDATE artifacts SET event = ? WHERE row = ?", arguments: [try? accepted.get().event, row])
    }

    private static let noLease = "lease = NULL, lease_until = NULL"

    private static func record(
        _ outcome: ArtifactOutcome, of row: Int64, keepingResult: Bool, _ db: Database
    ) throws {
        switch outcome {
        case .failed(let reason, _) where keepingResult:
            try db.execute(
                sql: """
                    UPDATE artifacts SET reanalysis = \(Artifact.Status.failed.sql), reanalysis_failed_reason = ?,
                        reanalysis_failure = ?, \(noLease)
                    WHERE row = ?
                    """,
                arguments: [reason.english, reason.coded, row])
        case .failed(let reason, let duration):
            try db.execute(
                sql: """
                    UPDATE artifacts SET status = \(Artifact.Status.failed.sql), failed_reason = ?, failure = ?,
                        duration = ?, reanalysis = NULL, \(noLease)
                    WHERE row = ?
                    """,
                arguments: [reason.english, reason.coded, duration.milliseconds, row])
        case .passed(let result, let duration, let reportBytes, let packages):
            let warnings = try result.warningColumns
            try db.execute(
                sql: """
                    UPDATE artifacts SET status = \(Artifact.Status.passed.sql), duration = ?, failed_reason = NULL,
                        failure = NULL, score = ?, size_raw = ?, size_gzip = ?, size_brotli = ?, entry_points = ?,
                        warnings = ?, warning_codes = ?, report_key = ?, content_key = ?, imports_key = ?,
                        analysis_version = ?, report_bytes = ?, reanalysis = NULL, \(noLease)
                    WHERE row = ?
                    """,
                arguments: [
                    duration.milliseconds, result.score, result.size.raw, result.size.gzip, result.size.brotli,
                    try JSONColumn.text(result.entryPoints), warnings.texts, warnings.codes, result.reportKey,
                    result.contentKey, result.importsKey, result.analysisVersion, reportBytes, row,
                ])
            try replacePackages(of: row, with: packages, db)
        }
    }

    package func rescueArtifacts(at now: Timestamp) async throws -> Int {
        let count = try await commits.write { context in
            try AnalysisPass.allCases.map { pass in
                try context.db.execute(
                    sql: """
                        UPDATE artifacts SET \(pass.column) = \(Artifact.Status.pending.sql), \(Self.noLease)
                        WHERE \(pass.column) = \(Artifact.Status.running.sql) AND lease_until < ?
                        """,
                    arguments: [now.milliseconds])
                return context.db.changesCount
            }.reduce(0, +)
        }
        if count > 0 { artifactSignal.set() }
        return count
    }

    package func release(_ lease: ArtifactLease, at now: Timestamp) async throws {
        try await commits.write { context in
            try context.db.execute(
                sql: """
                    UPDATE artifacts SET \(lease.pass.column) = \(Artifact.Status.pending.sql), tries = tries - 1,
                        \(Self.noLease)
                    \(Self.underLease(lease))
                    """,
                arguments: [lease.row, lease.token])
        }
        artifactSignal.set()
    }

    package func waitForArtifacts() async {
        await artifactSignal.wait()
    }
}
