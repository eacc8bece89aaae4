package import Domain
import PostgresClient
package import Storage

extension PostgresStore: OverviewStore {
    package func overviews(of projects: [Project.Number]) async throws -> [Project.Number: ProjectOverview] {
        try await read { session in
            try Dictionary(uniqueKeysWithValues: Set(projects).map { ($0, try Self.overview(of: $0, session)) })
        }
    }

    private static func overview(of project: Project.Number, _ session: PostgresSession) throws -> ProjectOverview {
        let last = try session.record("\(newest("true"))", project).map(Artifact.init(row:))
        let passed = try session.record(newest(isPassed), project).map(Artifact.init(row:))
        let before = try passed.flatMap { passed in
            try session.record(
                newest("name = $2 AND branch = $3 AND \(isPassed) AND id < $4"), project, passed.build.name,
                passed.build.branch, passed.id
            ).map(Artifact.init(row:))
        }
        let counts = try session.query(webhookCounts, project).first
        return ProjectOverview(
            last: last, passed: passed, before: before, failingWebhooks: try counts?[0] ?? 0,
            disabledWebhooks: try counts?[1] ?? 0)
    }

    private static let isPassed = "status = \(Artifact.Status.passed.sql)"

    private static func newest(_ condition: String) -> String {
        "SELECT \(Artifact.columns) FROM artifacts WHERE project = $1 AND \(condition) ORDER BY id DESC LIMIT 1"
    }

    private static let webhookCounts = """
        SELECT count(*) FILTER (WHERE \(isTroubled)), count(*) FILTER (WHERE disabled_reason IS NOT NULL)
        FROM webhooks WHERE owner = $1
        """

    package func history(
        in project: Project.Number, branch: String?, name: String?, limit: Int
    ) async throws -> [Artifact] {
        try await artifacts(
            in: project, [("branch", branch), ("name", name)], and: Self.isPassed, before: nil, limit: limit)
    }

    package func branches(in project: Project.Number, limit: Int) async throws -> [String] {
        try await distinct("branch", in: project, limit: limit)
    }

    package func artifactNames(in project: Project.Number, limit: Int) async throws -> [String] {
        try await distinct("name", in: project, limit: limit)
    }

    /// Walks from one value to the next along an index: costs one seek per value, however many rows have it.
    private func distinct(_ column: String, in project: Project.Number, limit: Int) async throws -> [String] {
        try await read { session in
            try session.values(
                String.self,
                """
                WITH RECURSIVE step (value) AS (
                    SELECT (SELECT min(\(column)) FROM artifacts WHERE project = $1)
                    UNION ALL
                    SELECT (SELECT min(\(column)) FROM artifacts WHERE project = $1 AND \(column) > step.value)
                    FROM step WHERE step.value IS NOT NULL
                )
                SELECT value FROM step WHERE value IS NOT NULL LIMIT $2
                """,
                project, limit)
        }
    }

    package func event(ofArtifact id: Artifact.ID, in project: Project.Number) async throws -> Event? {
        try await read { session in
            try session.record(
                """
                SELECT events.* FROM artifacts JOIN events ON events.id = artifacts.event
                WHERE artifacts.project = $1 AND artifacts.id = $2
                """,
                project, id
            ).map(Event.init(row:))
        }
    }

    package func troubledWebhooks(limit: Int) async throws -> [OwnedWebhook] {
        try await read { session in
            try session.records(
                """
                \(Self.selectWebhook) WHERE disabled_reason IS NOT NULL OR \(Self.isTroubled)
                ORDER BY id DESC LIMIT $1
                """,
                limit
            ).map { OwnedWebhook(owner: WebhookOwner(key: try $0["owner"]), webhook: try Webhook(row: $0)) }
        }
    }
}
