package import Domain
import GRDB
package import Storage

extension SQLiteStore: AnalysisQueue {
    package func claimArtifact(at now: Timestamp, leaseUntil: Timestamp) async throws -> ClaimedArtifact? {
        try await commits.write { [self] context in
            let db = context.db
            guard
                let row = try Row.fetchOne(
                    db,
                    sql: """
                        SELECT artifacts.* FROM artifacts INDEXED BY artifacts_pending
                        JOIN projects ON projects.number = artifacts.project AND projects.deleted_at IS NULL
                        WHERE status = \(Artifact.Status.pending.sql) ORDER BY row LIMIT 1
                        """),
                let project = try Self.project(row["project"], db)
            else { return nil }
            let lease = ArtifactLease(row: row["row"], token: nextLease())
            try db.execute(
                sql: """
                    UPDATE artifacts SET status = \(Artifact.Status.running.sql), tries = tries + 1, lease = ?,
                        lease_until = ?
                    WHERE row = ?
                    """,
                arguments: [lease.token, leaseUntil.milliseconds, lease.row])
            // Several may have become pending at one signal: other waiters should look for the next.
            context.effects.whenCommitted { [artifactSignal] in artifactSignal.set() }
            var artifact = try Artifact(row: row)
            artifact.status = .running
            announce(artifact.id, .running, in: project.number, context)
            return ClaimedArtifact(lease: lease, project: project, artifact: artifact, tries: row["tries"])
        }
    }

    package func renew(_ lease: ArtifactLease, until: Timestamp) async throws -> Bool {
        try await commits.write { context in
            try context.db.execute(
                sql: """
                    UPDATE artifacts SET lease_until = ?
                    WHERE row = ? AND lease = ? AND status = \(Artifact.Status.running.sql)
                    """,
                arguments: [until.milliseconds, lease.row, lease.token])
            return context.db.changesCount > 0
        }
    }

    package func finish(
        _ lease: ArtifactLease, _ outcome: ArtifactOutcome,
        event: @escaping @Sendable (Artifact, Artifact?) -> EventBody, at now: Timestamp
    ) async throws -> Bool {
        try await commits.write { [self] context in
            let db = context.db
            guard try Self.end(lease, outcome, db),
                let row = try Row.fetchOne(db, sql: "SELECT * FROM artifacts WHERE row = ?", arguments: [lease.row])
            else { return false }
            let artifact = try Artifact(row: row)
            let project: Project.Number = row["project"]
            announce(artifact.id, artifact.status, in: project, context)
            let baseline = try artifact.baselineID.flatMap { try Self.artifact($0, in: project, db) }
            let body = event(artifact, baseline)
            let accepted = try write(
                NewEvent(owner: .project(project), eventType: .bundleFinished, body: body), at: now, context)
            try db.execute(
                sql: "UPDATE artifacts SET event = ? WHERE row = ?",
                arguments: [try? accepted.get().event, lease.row])
            return true
        }
    }

    private static func end(_ lease: ArtifactLease, _ outcome: ArtifactOutcome, _ db: Database) throws -> Bool {
        switch outcome {
        case .failed(let reason, let duration):
            try db.execute(
                sql: """
                    UPDATE artifacts SET status = \(Artifact.Status.failed.sql), failed_reason = ?, failure = ?,
                        duration = ?, lease = NULL, lease_until = NULL
                    WHERE row = ? AND lease = ? AND status = \(Artifact.Status.running.sql)
                    """,
                arguments: [reason.english, reason.coded, duration.milliseconds, lease.row, lease.token])
        case .passed(let result, let duration, let reportBytes):
            let warnings = try result.warningColumns
            try db.execute(
                sql: """
                    UPDATE artifacts SET status = \(Artifact.Status.passed.sql), duration = ?, score = ?, size_raw = ?,
                        size_gzip = ?, size_brotli = ?, entry_points = ?, warnings = ?, warning_codes = ?,
                        report_key = ?, content_key = ?, analysis_version = ?, report_bytes = ?, lease = NULL,
                        lease_until = NULL
                    WHERE row = ? AND lease = ? AND status = \(Artifact.Status.running.sql)
                    """,
                arguments: [
                    duration.milliseconds, result.score, result.size.raw, result.size.gzip, result.size.brotli,
                    try JSONColumn.text(result.entryPoints), warnings.texts, warnings.codes, result.reportKey,
                    result.contentKey, result.analysisVersion, reportBytes, lease.row, lease.token,
                ])
        }
        return db.changesCount > 0
    }

    package func rescueArtifacts(at now: Timestamp) async throws -> Int {
        let count = try await commits.write { context in
            try context.db.execute(
                sql: """
                    UPDATE artifacts SET status = \(Artifact.Status.pending.sql), lease = NULL, lease_until = NULL
                    WHERE status = \(Artifact.Status.running.sql) AND lease_until < ?
                    """,
                arguments: [now.milliseconds])
            return context.db.changesCount
        }
        if count > 0 { artifactSignal.set() }
        return count
    }

    package func release(_ lease: ArtifactLease, at now: Timestamp) async throws {
        try await commits.write { context in
            try context.db.execute(
                sql: """
                    UPDATE artifacts SET status = \(Artifact.Status.pending.sql), tries = tries - 1, lease = NULL,
                        lease_until = NULL
                    WHERE row = ? AND lease = ? AND status = \(Artifact.Status.running.sql)
                    """,
                arguments: [lease.row, lease.token])
        }
        artifactSignal.set()
    }

    package func waitForArtifacts() async {
        await artifactSignal.wait()
    }
}
