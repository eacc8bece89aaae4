package import Domain
import PostgresClient
package import Storage

extension PostgresStore: ArtifactStore {
    package func createArtifact(
        _ build: Artifact.Build, baseline request: BaselineRequest, quota: Int64?, in project: Project.Number,
        at now: Timestamp, once: Once<Artifact>?
    ) async throws -> Reply<Artifact> {
        let matching = try await baselineBranches(of: build.name, in: project)
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
            let baseline = try Baseline.choose(request: request, branches: matching) { key, value in
                try Self.newestPassed(build.name, key, value, in: project, session)
            }
            let row = try session.record(
                """
                INSERT INTO artifacts (project, id, branch, name, hash, commit_message, author, build_key, status,
                    baseline, baseline_rule, created_at, archive_bytes)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, \(Artifact.Status.pending.sql), $9, $10, $11, $12)
                RETURNING *
                """,
                project, id, build.branch, build.name, build.hash, build.commitMessage, build.author, build.buildKey,
                baseline?.id, baseline?.rule.rawValue, now.milliseconds, build.archiveBytes)
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
                    reanalysis_failed_reason = NULL, reanalysis_failure = NULL, tries = 0
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
        try session.record("SELECT * FROM artifacts WHERE project = $1 AND id = $2", project, id)
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
        let sql =
            "SELECT * FROM artifacts WHERE \(conditions.joined(separator: " AND ")) ORDER BY id DESC LIMIT \(limit)"
        return try await read { [parameters] session in
            try session.query(sql, parameters: parameters).records.map(Artifact.init(row:))
        }
    }

    /// The project's baseline branch: the one it names or, of those that its `/…/` expression matches, the one with the
    /// newest passed build of that name.
    private func baselineBranches(of name: String, in project: Project.Number) async throws -> [String] {
        guard let setting = try await self.project(number: project)?.baselineBranch else { return [] }
        guard let expression = BaselineBranch(setting).expression else { return [setting] }
        let branches = try await read { session in
            try session.values(
                String.self,
                """
                SELECT branch FROM artifacts WHERE project = $1 AND name = $2 AND status = \(Artifact.Status.passed.sql)
                GROUP BY branch ORDER BY max(id) DESC LIMIT \(BaselineBranch.maximumCandidates)
                """,
                project, name)
        }
        return BaselineBranch.first(of: branches, matching: expression)
    }

    private static func newestPassed(
        _ name: String, _ key: Baseline.Key, _ value: String, in project: Project.Number, _ session: PostgresSession
    ) throws -> Artifact.ID? {
        try session.value(
            Artifact.ID.self,
            """
            SELECT id FROM artifacts
            WHERE status = \(Artifact.Status.passed.sql) AND project = $1 AND name = $2 AND \(key.rawValue) = $3
            ORDER BY id DESC LIMIT 1
            """,
            project, name, value)
    }
}
