package import Domain
import Foundation
import GRDB

extension SQLiteStore: ArtifactStore {
    package func createArtifact(
        _ build: Artifact.Build, baseline wish: BaselineWish, in project: Project.Number, at now: Timestamp,
        once: Once<Artifact>?
    ) async throws -> Reply<Artifact> {
        let matching = try await baselineBranches(of: build.name, in: project)
        let reply = try await write(once: once, at: now) { [self] context -> Artifact in
            let db = context.db
            let id = try Artifact.ID.fetchOne(
                db,
                sql: """
                    UPDATE projects SET artifact_count = artifact_count + 1 WHERE number = ? AND deleted_at IS NULL
                    RETURNING artifact_count
                    """,
                arguments: [project])
            guard let id else { throw StoreError.notFound }
            let baseline = try Baseline.choose(for: build, wish: wish, branches: matching, in: project, db)
            try db.execute(
                sql: """
                    INSERT INTO artifacts (project, id, branch, name, hash, commit_message, author, build_key, status,
                        baseline, baseline_rule, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'Pending', ?, ?, ?)
                    """,
                arguments: [
                    project, id, build.branch, build.name, build.hash, build.commitMessage, build.author,
                    build.buildKey, baseline?.id, baseline?.rule.rawValue, now.milliseconds,
                ])
            context.whenCommitted { [artifactSignal] in artifactSignal.set() }
            announce(id, .pending, in: project, context)
            return Artifact(
                id: id, build: build, status: .pending, duration: nil, failedReason: nil, result: nil,
                baselineID: baseline?.id, baselineRule: baseline?.rule, createdAt: now)
        }
        return reply
    }

    package func artifact(_ id: Artifact.ID, in project: Project.Number) async throws -> Artifact? {
        try await pool.read { db in try Self.artifact(id, in: project, db) }
    }

    static func artifact(_ id: Artifact.ID, in project: Project.Number, _ db: Database) throws -> Artifact? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM artifacts WHERE project = ? AND id = ?", arguments: [project, id]
        ).map(Artifact.init(row:))
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
        let sql = "SELECT * FROM artifacts WHERE \(conditions.joined(separator: " AND ")) ORDER BY id DESC LIMIT ?"
        return try await pool.read { [arguments] db in
            try Row.fetchAll(db, sql: sql, arguments: arguments).map(Artifact.init(row:))
        }
    }

    /// The branch that is the project's baseline: the one it names, or of those that its `/…/` expression matches the
    /// one with the newest passed build of that name.
    private func baselineBranches(of name: String, in project: Project.Number) async throws -> [String] {
        guard let setting = try await self.project(number: project)?.baselineBranch else { return [] }
        guard let expression = BaselineBranch(setting).expression else { return [setting] }
        let branches = try await pool.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT branch FROM artifacts WHERE project = ? AND name = ? AND status = 'Passed'
                    GROUP BY branch ORDER BY max(id) DESC LIMIT \(BaselineBranch.maximumCandidates)
                    """,
                arguments: [project, name])
        }
        var budget = BaselineBranch.matchingBudget
        return branches.first { BaselineBranch.matches(expression, $0, budget: &budget) }.map { [$0] } ?? []
    }
}

/// A project's baseline branch: a name, or a regular expression written `/…/`.
struct BaselineBranch {
    /// The most branches that an expression is held against, those with the newest builds.
    static let maximumCandidates = 1_000
    /// How often the matcher may report progress (every few thousand steps) while it holds one expression against all
    /// branches: some expressions would otherwise go back and forth for ever. What is left then does not match.
    static let matchingBudget = 200

    static func matches(_ expression: NSRegularExpression, _ branch: String, budget: inout Int) -> Bool {
        guard budget > 0 else { return false }
        var isMatch = false
        var left = budget
        let range = NSRange(branch.startIndex..., in: branch)
        expression.enumerateMatches(in: branch, options: .reportProgress, range: range) { result, _, stop in
            isMatch = result != nil
            left -= result == nil ? 1 : 0
            if isMatch || left <= 0 { stop.pointee = true }
        }
        budget = left
        return isMatch
    }

    let expression: NSRegularExpression?

    init(_ setting: String) {
        guard setting.count > 2, setting.hasPrefix("/"), setting.hasSuffix("/") else {
            expression = nil
            return
        }
        expression = try? NSRegularExpression(pattern: String(setting.dropFirst().dropLast()))
    }
}

/// Chooses what an artifact is compared with; frozen when the artifact is made.
enum Baseline {
    static func choose(
        for build: Artifact.Build, wish: BaselineWish, branches: [String], in project: Project.Number, _ db: Database
    ) throws -> (id: Artifact.ID, rule: Artifact.BaselineRule)? {
        if let hash = wish.commitHash, let id = try newest(build.name, "hash", hash, project, db) {
            return (id, .commit)
        }
        if let branch = wish.branch, let id = try newest(build.name, "branch", branch, project, db) {
            return (id, .branch)
        }
        let ids = try branches.compactMap { try newest(build.name, "branch", $0, project, db) }
        return ids.max().map { ($0, .projectBranch) }
    }

    private static func newest(
        _ name: String, _ column: String, _ value: String, _ project: Project.Number, _ db: Database
    ) throws -> Artifact.ID? {
        try Artifact.ID.fetchOne(
            db,
            sql: """
                SELECT id FROM artifacts WHERE status = 'Passed' AND project = ? AND name = ? AND \(column) = ?
                ORDER BY id DESC LIMIT 1
                """,
            arguments: [project, name, value])
    }
}

extension Artifact {
    init(row: Row) throws {
        self.init(
            id: row["id"],
            build: Build(
                branch: row["branch"], name: row["name"], hash: row["hash"], commitMessage: row["commit_message"],
                author: row["author"], buildKey: row["build_key"]),
            status: Status(rawValue: row["status"]) ?? .pending, duration: row["duration"],
            failedReason: row["failed_reason"], result: try Result(row: row), baselineID: row["baseline"],
            baselineRule: (row["baseline_rule"] as String?).flatMap(BaselineRule.init),
            createdAt: Timestamp(milliseconds: row["created_at"]))
    }
}

extension Artifact.Result {
    init?(row: Row) throws {
        guard let score: Int = row["score"], let reportKey: String = row["report_key"],
            let contentKey: String = row["content_key"]
        else { return nil }
        self.init(
            score: score,
            size: Artifact.Size(raw: row["size_raw"], gzip: row["size_gzip"], brotli: row["size_brotli"]),
            entryPoints: try JSONColumn.value(row["entry_points"]) ?? [],
            warnings: try JSONColumn.value(row["warnings"]) ?? [], reportKey: reportKey, contentKey: contentKey,
            analysisVersion: row["analysis_version"])
    }
}
