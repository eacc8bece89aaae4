import Domain
import PostgresClient
import Storage

/// The search for an artifact's baseline within a transaction.
struct PostgresBaselineSearch: BaselineSearch {
    let session: PostgresSession
    let project: Project.Number
    let id: Artifact.ID
    let build: Artifact.Build

    private static let isPassed = "status = \(Artifact.Status.passed.sql)"

    /// One seek in an index per commit.
    static let byCommitSQL = """
        SELECT place - 1, found.id FROM unnest($1::text[]) WITH ORDINALITY AS sought (hash, place)
        CROSS JOIN LATERAL (
            SELECT id FROM artifacts
            WHERE \(isPassed) AND NOT is_fork AND project = $2 AND name = $3 AND hash = sought.hash
                AND id < CASE WHEN sought.hash = $4 THEN $5 ELSE \(Int64.max) END
            ORDER BY id DESC LIMIT 1
        ) AS found
        ORDER BY place LIMIT 1
        """

    func newest(ofFirst commits: [String]) throws -> (place: Int, id: Artifact.ID)? {
        try session.query(Self.byCommitSQL, commits, project, build.name, build.hash, id).first
            .map { (place: Int(try $0.read(0, as: Int64.self)), id: try $0.read(1, as: Artifact.ID.self)) }
    }

    static let onBranchSQL = """
        SELECT id FROM artifacts
        WHERE \(isPassed) AND NOT is_fork AND project = $1 AND name = $2 AND branch = $3 AND id < $4
        ORDER BY id DESC LIMIT 1
        """

    func newest(on branch: String) throws -> Artifact.ID? {
        try session.value(Artifact.ID.self, Self.onBranchSQL, project, build.name, branch, id)
    }

    /// With `IS NULL`, the rows of the index would not count as ordered by their ids.
    static let ofForkSQL = """
        SELECT id FROM artifacts
        WHERE \(isPassed) AND is_fork AND project = $1 AND name = $2 AND branch = $3
            AND coalesce(pull_request, 0) = $4 AND id < $5
        ORDER BY id DESC LIMIT 1
        """

    func newestOfOwnBranch() throws -> Artifact.ID? {
        guard build.isFork else { return try newest(on: build.branch) }
        return try session.value(
            Artifact.ID.self, Self.ofForkSQL, project, build.name, build.branch, build.pullRequest ?? 0, id)
    }

    func hasPassed(_ id: Artifact.ID) throws -> Bool {
        try session.value(
            Bool.self,
            "SELECT EXISTS (SELECT 1 FROM artifacts WHERE project = $1 AND id = $2 AND \(Self.isPassed))", project, id)
            ?? false
    }
}
