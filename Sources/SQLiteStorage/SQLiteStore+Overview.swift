package import Domain
import GRDB
package import Storage

extension SQLiteStore: OverviewStore {
    package func overviews(of projects: [Project.Number]) async throws -> [Project.Number: ProjectOverview] {
        try await pool.read { db in
            try Dictionary(uniqueKeysWithValues: Set(projects).map { ($0, try Self.overview(of: $0, db)) })
        }
    }

    private static func overview(of project: Project.Number, _ db: Database) throws -> ProjectOverview {
        let last = try newest("project = ?", [project], db)
        let passed = try newest("project = ? AND \(isPassed)", [project], db)
        let before = try passed.flatMap { passed in
            try newest(
                "project = ? AND name = ? AND branch = ? AND \(isPassed) AND id < ?",
                [project, passed.build.name, passed.build.branch, passed.id], db)
        }
        let row = try Row.fetchOne(db.cachedStatement(sql: webhookCounts), arguments: [project])
        return ProjectOverview(
            last: last, passed: passed, before: before, failingWebhooks: row?[0] ?? 0, disabledWebhooks: row?[1] ?? 0)
    }

    static let webhookCounts = """
        SELECT ifnull(sum(\(isTroubled)), 0),
            ifnull(sum(disabled_reason IS NOT NULL), 0)
        FROM webhooks WHERE owner = ?
        """

    /// Its circuit is open.
    static let isFailing = "disabled_reason IS NULL AND failures >= \(WebhookHealth.failuresToOpenCircuit)"

    /// The last attempt failed, or the receiver has asked to wait.
    static let isTroubled = "disabled_reason IS NULL AND (failures > 0 OR throttled_until IS NOT NULL)"

    private static let isPassed = "status = \(Artifact.Status.passed.sql)"

    private static func newest(
        _ condition: String, _ arguments: StatementArguments, _ db: Database
    ) throws -> Artifact? {
        try Row.first(
            db, "SELECT \(Artifact.sampleColumns) FROM artifacts WHERE \(condition) ORDER BY id DESC LIMIT 1",
            arguments,
            Artifact.init(row:))
    }

    package func history(
        in project: Project.Number, branch: String?, name: String?, limit: Int
    ) async throws -> [Artifact] {
        var conditions = ["project = ?", Self.isPassed]
        var arguments: StatementArguments = [project]
        for (column, value) in [("branch", branch), ("name", name)] {
            guard let value else { continue }
            conditions.append("\(column) = ?")
            arguments += [value]
        }
        arguments += [limit]
        let sql = """
            SELECT \(Artifact.sampleColumns) FROM artifacts WHERE \(conditions.joined(separator: " AND "))
            ORDER BY id DESC LIMIT ?
            """
        return try await pool.read { [arguments] db in
            try Row.all(db, sql, arguments, Artifact.init(row:))
        }
    }

    package func branches(in project: Project.Number, limit: Int) async throws -> [String] {
        try await distinct("branch", in: project, limit: limit)
    }

    package func artifactNames(in project: Project.Number, limit: Int) async throws -> [String] {
        try await distinct("name", in: project, limit: limit)
    }

    /// Walks from one value to the next along an index: costs one seek per value, however many rows have it.
    private func distinct(_ column: String, in project: Project.Number, limit: Int) async throws -> [String] {
        try await pool.read { db in
            try String.fetchAll(
                db,
                sql: """
                    WITH RECURSIVE step (value) AS (
                        SELECT (SELECT min(\(column)) FROM artifacts WHERE project = ?1)
                        UNION ALL
                        SELECT (SELECT min(\(column)) FROM artifacts WHERE project = ?1 AND \(column) > step.value)
                        FROM step WHERE step.value IS NOT NULL
                    )
                    SELECT value FROM step WHERE value IS NOT NULL LIMIT ?2
                    """,
                arguments: [project, limit])
        }
    }

    package func event(ofArtifact id: Artifact.ID, in project: Project.Number) async throws -> Event? {
        try await pool.read { db in
            try Row.first(
                db,
                """
                SELECT events.* FROM artifacts JOIN events ON events.id = artifacts.event
                WHERE artifacts.project = ? AND artifacts.id = ?
                """, [project, id], Event.init(row:))
        }
    }

    package func troubledWebhooks(limit: Int) async throws -> [OwnedWebhook] {
        try await pool.read { db in
            try Row.all(
                db,
                """
                \(Self.selectWebhook) WHERE disabled_reason IS NOT NULL OR \(Self.isTroubled)
                ORDER BY id DESC LIMIT ?
                """, [limit]
            ) { OwnedWebhook(owner: WebhookOwner(key: $0["owner"]), webhook: try Webhook(row: $0)) }
        }
    }
}
