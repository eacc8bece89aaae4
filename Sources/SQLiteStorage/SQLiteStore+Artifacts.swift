package import Domain
import Foundation
import GRDB
package import Storage

extension SQLiteStore: ArtifactStore {
    package func createArtifact(
        _ build: Artifact.Build, baseline request: BaselineRequest, quota: Int64?, in project: Project.Number,
        at now: Timestamp, once: Once<Artifact>?
    ) async throws -> Reply<Artifact> {
        guard let owner = try await self.project(number: project) else { throw StoreError.notFound }
        let branches = try await baselineBranches(of: owner, for: build.name)
        return try await write(once: once, at: now) { [self] context -> Artifact in
            let db = context.db
            let id = try Artifact.ID.fetchOne(
                db,
                sql: """
                    UPDATE projects SET artifact_count = artifact_count + 1 WHERE number = ? AND deleted_at IS NULL
                    RETURNING artifact_count
                    """,
                arguments: [project])
            guard let id else { throw StoreError.notFound }
            try build.requireRoom(within: quota) { try Self.storedBytes(in: project, db) }
            let search = SQLiteBaselineSearch(db: db, project: project, id: id, build: build)
            let baseline = try Baseline.choose(request, branches: branches, search)
            try db.execute(
                sql: """
                    INSERT INTO artifacts (project, id, branch, name, hash, commit_message, author, build_key, status,
                        baseline, baseline_rule, baseline_distance, created_at, archive_bytes, is_fork, pull_request,
                        base_branch, base_commits)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, \(Artifact.Status.pending.sql), ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    project, id, build.branch, build.name, build.hash, build.commitMessage, build.author,
                    build.buildKey, baseline?.id, baseline?.rule.column, baseline?.distance, now.milliseconds,
                    build.archiveBytes, build.isFork, build.pullRequest, request.branch, request.commitsColumn,
                ])
            context.effects.whenCommitted { [artifactSignal] in artifactSignal.set() }
            announce(id, .pending, in: project, context)
            return Artifact(
                id: id, build: build, status: .pending, duration: nil, failure: nil, result: nil,
                baselineID: baseline?.id, baselineRule: baseline?.rule, baselineDistance: baseline?.distance,
                createdAt: now)
        }
    }

    package func analyzeAgain(
        _ id: Artifact.ID, in project: Project.Number, raisesEvent: Bool, at now: Timestamp, once: Once<Artifact>?
    ) async throws -> Reply<Artifact> {
        try await write(once: once, at: now) { [self] context -> Artifact in
            guard var artifact = try Self.artifact(id, in: project, context.db) else { throw StoreError.notFound }
            try artifact.requireAnalyzable()
            try context.db.execute(
                sql: """
                    UPDATE artifacts SET reanalysis = \(Artifact.Status.pending.sql), reanalysis_raises_event = ?,
                        reanalysis_compares = FALSE, reanalysis_failed_reason = NULL, reanalysis_failure = NULL, tries = 0
                    WHERE project = ? AND id = ?
                    """,
                arguments: [raisesEvent, project, id])
            context.effects.whenCommitted { [artifactSignal] in artifactSignal.set() }
            announce(id, artifact.status, in: project, context)
            artifact.reanalysis = .pending
            return artifact
        }
    }

    package func storedBytes(in project: Project.Number) async throws -> Int64 {
        try await pool.read { db in try Self.storedBytes(in: project, db) }
    }

    static let storedBytesSQL = "SELECT ifnull(sum(archive_bytes + report_bytes), 0) FROM artifacts WHERE project = ?"

    private static func storedBytes(in project: Project.Number, _ db: Database) throws -> Int64 {
        try Int64.fetchOne(db.cachedStatement(sql: storedBytesSQL), arguments: [project]) ?? 0
    }

    package func artifact(_ id: Artifact.ID, in project: Project.Number) async throws -> Artifact? {
        try await pool.read { db in try Self.artifact(id, in: project, db) }
    }

    static func artifact(_ id: Artifact.ID, in project: Project.Number, _ db: Database) throws -> Artifact? {
        try Row.first(
            db, "SELECT \(Artifact.columns) FROM artifacts WHERE project = ? AND id = ?", [project, id],
            Artifact.init(row:))
    }

    package func artifacts(
        in project: Project.Number, matching filter: ArtifactFilter, before id: Artifact.ID?, limit: Int
    ) async throws -> [Artifact] {
        var conditions = ["project = ?", "id < ?"]
        var arguments: StatementArguments = [project, id ?? .max]
        for (column, value) in [("branch", filter.branch), ("name", filter.name), ("hash", filter.hash)] {
            guard let value else { continue }
            conditions.append("\(column) = ?")
            arguments += [value]
        }
        arguments += [limit]
        let sql = """
            SELECT \(Artifact.columns) FROM artifacts WHERE \(conditions.joined(separator: " AND "))
            ORDER BY id DESC LIMIT ?
            """
        return try await pool.read { [arguments] db in
            try Row.all(db, sql, arguments, Artifact.init(row:))
        }
    }
}
