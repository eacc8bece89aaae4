package import Domain
import PostgresClient
package import Storage

extension PostgresStore: AnalysisQueue {
    package func claimArtifact(at now: Timestamp, leaseUntil: Timestamp) async throws -> ClaimedArtifact? {
        try await write { [self] write in
            let session = write.session
            let row = try session.record(
                """
                SELECT artifacts.* FROM artifacts
                JOIN projects ON projects.number = artifacts.project AND projects.deleted_at IS NULL
                WHERE status = \(Artifact.Status.pending.sql) ORDER BY row LIMIT 1 FOR UPDATE OF artifacts SKIP LOCKED
                """)
            guard let row, let project = try Self.project(row["project"], session) else { return nil }
            let lease = ArtifactLease(row: try row["row"], token: leases.next())
            try session.run(
                """
                UPDATE artifacts SET status = \(Artifact.Status.running.sql), tries = tries + 1, lease = $1,
                    lease_until = $2
                WHERE row = $3
                """,
                lease.token, leaseUntil.milliseconds, lease.row)
            // Several may have become pending at one signal: other waiters should look for the next.
            write.effects.whenCommitted { [artifactSignal] in artifactSignal.set() }
            var artifact = try Artifact(row: row)
            artifact.status = .running
            announce(artifact.id, .running, in: project.number, write)
            return ClaimedArtifact(lease: lease, project: project, artifact: artifact, tries: try row["tries"])
        }
    }

    private static let ofLease = "WHERE row = $1 AND lease = $2 AND status = \(Artifact.Status.running.sql)"

    package func renew(_ lease: ArtifactLease, until: Timestamp) async throws -> Bool {
        try await write { write in
            try write.session.run(
                "UPDATE artifacts SET lease_until = $3 \(Self.ofLease)", lease.row, lease.token, until.milliseconds)
                > 0
        }
    }

    package func finish(
        _ lease: ArtifactLease, _ outcome: ArtifactOutcome,
        event: @escaping @Sendable (Artifact, Artifact?) -> EventBody, at now: Timestamp
    ) async throws -> Bool {
        await partitions.ensure([PartitionDay(of: now)])
        return try await write { [self] write in
            let session = write.session
            guard let row = try Self.end(lease, outcome, session) else { return false }
            let artifact = try Artifact(row: row)
            let project: Project.Number = try row["project"]
            announce(artifact.id, artifact.status, in: project, write)
            let baseline = try artifact.baselineID.flatMap { try Self.artifact($0, in: project, session) }
            let body = event(artifact, baseline)
            let new = NewEvent(owner: .project(project), eventType: .bundleFinished, body: body)
            let accepted = try accept([AcceptJob(event: new, now: now)], write)[0]
            try session.run("UPDATE artifacts SET event = $1 WHERE row = $2", try? accepted.get().event, lease.row)
            return true
        }
    }

    /// The ended row; nil if the lease was lost.
    private static func end(
        _ lease: ArtifactLease, _ outcome: ArtifactOutcome, _ session: PostgresSession
    ) throws -> PostgresRecord? {
        switch outcome {
        case .failed(let reason, let duration):
            return try session.record(
                """
                UPDATE artifacts SET status = \(Artifact.Status.failed.sql), lease = NULL, lease_until = NULL,
                    failed_reason = $3, failure = $4, duration = $5
                \(ofLease) RETURNING *
                """,
                lease.row, lease.token, reason.english, reason.coded, duration.milliseconds)
        case .passed(let result, let duration, let reportBytes):
            let warnings = try result.warningColumns
            return try session.record(
                """
                UPDATE artifacts SET status = \(Artifact.Status.passed.sql), lease = NULL, lease_until = NULL,
                    duration = $3, score = $4, size_raw = $5, size_gzip = $6, size_brotli = $7, entry_points = $8,
                    warnings = $9, warning_codes = $10, report_key = $11, content_key = $12, analysis_version = $13,
                    report_bytes = $14
                \(ofLease) RETURNING *
                """,
                lease.row, lease.token, duration.milliseconds, result.score, result.size.raw, result.size.gzip,
                result.size.brotli, try JSONColumn.text(result.entryPoints), warnings.texts, warnings.codes,
                result.reportKey, result.contentKey, result.analysisVersion, reportBytes)
        }
    }

    package func rescueArtifacts(at now: Timestamp) async throws -> Int {
        try await rescueArtifacts(before: now.milliseconds, of: 0)
    }

    /// - Parameter node: 0 for every node.
    func rescueArtifacts(before end: Int64, of node: Int64) async throws -> Int {
        try await write { [self] write in
            let count = try write.session.run(
                """
                UPDATE artifacts SET status = \(Artifact.Status.pending.sql), lease = NULL, lease_until = NULL
                WHERE status = \(Artifact.Status.running.sql) AND lease_until < $1 AND ($2 = 0 OR lease >> 32 = $2)
                """,
                end, node)
            if count > 0 { announcePendingArtifact(write) }
            return count
        }
    }

    package func release(_ lease: ArtifactLease, at now: Timestamp) async throws {
        try await write { [self] write in
            try write.session.run(
                """
                UPDATE artifacts SET status = \(Artifact.Status.pending.sql), tries = tries - 1, lease = NULL,
                    lease_until = NULL
                \(Self.ofLease)
                """,
                lease.row, lease.token)
            announcePendingArtifact(write)
        }
    }

    package func waitForArtifacts() async {
        await artifactSignal.wait()
    }
}
