package import Domain
import PostgresClient
package import Storage

extension PostgresStore: ArtifactStore {
    package func createArtifact(
        _ build: Artifact.Build, baseline request: BaselineRequest, quota: Int64?, in project: Project.Number,
        at now: Timestamp, once: Once<Artifact>?
    ) async throws -> Reply<Artifact> {
        guard let owner = try await self.project(number: project) else { throw StoreError.notFound }
        let branches = try await baselineBranches(of: owner, for: build.name)
        return try await write(once: once, at: now) { [self] write -> Artifact in
            let session = write.session
            let id = try session.value(
                Artifact.ID.self,
                """
                UPDATE projects SET artifact_count = artifact_count + 1 WHERE number = $1 AND deleted_at IS NULL
                RETURNING artifact_count
                """,
                project)
            guard let id else { throw StoreError.notFound }
            // The project's row is locked by now, so no other node adds to what is stored.
            try build.requireRoom(within: quota) { try Self.storedBytes(in: project, session) }
            let search = PostgresBaselineSearch(session: session, project: project, id: id, build: build)
            let baseline = try Baseline.choose(request, branches: branches, search)
            let row = try session.record(
                """
                INSERT INTO artifacts (project, id, branch, name, hash, commit_message, author, build_key, status,
                    baseline, baseline_rule, baseline_distance, created_at, archive_bytes, is_fork, pull_request,
                    base_branch, base_commits)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, \(Artifact.Status.pending.sql), $9, $10, $11, $12, $13, $14, $15,
                    $16, $17)
                RETURNING \(Artifact.columns)
                """,
                project, id, build.branch, build.name, build.hash, build.commitMessage, build.author, build.buildKey,
                baseline?.id, baseline?.rule.column, baseline?.distance.map(Int64.init), now.milliseconds,
                build.archiveBytes, build.isFork, build.pullRequest, request.branch, request.commitsColumn)
            announcePendingArtifact(write)
            announce(id, .pending, in: project, write)
            return try row.map(Artifact.init(row:)) ?? { throw StoreError.notFound }()
        }
    }

    package func analyzeAgain(
        _ id: Artifact.ID, in project: Project.Number, raisesEvent: Bool, at now: Timestamp, once: Once<Artifact>?
    ) async throws -> Reply<Artifact> {
        try await write(once: once, at: now) { [self] write -> Artifact in
            let row = try write.session.record(
                "SELECT * FROM artifacts WHERE project = $1 AND id = $2 FOR UPDATE", project, id)
            guard var artifact = try row.map(Artifact.init(row:)) else { throw StoreError.notFound }
            try artifact.requireAnalyzable()
            try write.session.run(
                """
                UPDATE artifacts SET reanalysis = \(Artifact.Status.pending.sql), reanalysis_raises_event = $3,
                    reanalysis_compares = FALSE, reanalysis_failed_reason = NULL, reanalysis_failure = NULL, tries = 0
                WHERE project = $1 AND id = $2
                """,
                project, id, raisesEvent)
            announcePendingArtifact(write)
            announce(id, artifact.status, in: project, write)
            artifact.reanalysis = .pending
            return artifact
        }
    }

    package func storedBytes(in project: Project.Number) async throws -> Int64 {
        try await read { try Self.storedBytes(in: project, $0) }
    }

    private static func storedBytes(in project: Project.Number, _ session: PostgresSession) throws -> Int64 {
        try session.value(
            Int64.self,
            "SELECT coalesce(sum(archive_bytes + report_bytes), 0)::bigint FROM artifacts WHERE project = $1", project)
            ?? 0
    }

    package func artifact(_ id: Artifact.ID, in project: Project.Number) async throws -> Artifact? {
        try await read { try Self.artifact(id, in: project, $0) }
    }

    static func artifact(
        _ id: Artifact.ID, in project: Project.Number, _ session: PostgresSession
    ) throws -> Artifact? {
        try session.record("SELECT \(Artifact.columns) FROM artifacts WHERE project = $1 AND id = $2", project, id)
            .map(Artifact.init(row:))
    }

    package func artifacts(
        in project: Project.Number, matching filter: ArtifactFilter, before id: Artifact.ID?, limit: Int
    ) async throws -> [Artifact] {
        try await artifacts(
            in: project, [("branch", filter.branch), ("name", filter.name), ("hash", filter.hash)],
            before: id, limit: limit)
    }

    /// - Parameter condition: SQL, in addition to the conditions on the columns.
    func artifacts(
        in project: Project.Number, _ columns: [(String, String?)], and condition: String = "true",
        before id: Artifact.ID?, limit: Int
    ) async throws -> [Artifact] {
        var parameters = PostgresParameters()
        var conditions = ["project = \(parameters.add(project))", "id < \(parameters.add(id ?? .max))", condition]
        for case (let column, let value?) in columns {
            conditions.append("\(column) = \(parameters.add(value))")
        }
        let sql = """
            SELECT \(Artifact.columns) FROM artifacts WHERE \(conditions.joined(separator: " AND "))
            ORDER BY id DESC LIMIT \(limit)
            """
        return try await read { [parameters] session in
            try session.query(sql, parameters: parameters).records.map(Artifact.init(row:))
        }
    }
}
