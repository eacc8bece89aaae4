import Domain
import GRDB
import Storage

/// The search for an artifact's baseline within a transaction.
struct SQLiteBaselineSearch: BaselineSearch {
    let db: Database
    let project: Project.Number
    let id: Artifact.ID
    let build: Artifact.Build

    private static let isPassed = "status = \(Artifact.Status.passed.sql)"

    /// One seek in an index per commit. Of several rows, `min` selects the one whose `id` is returned.
    static let byCommitSQL = """
        WITH found AS MATERIALIZED (
            SELECT key AS place, (
                SELECT id FROM artifacts
                WHERE \(isPassed) AND NOT is_fork AND project = ?2 AND name = ?3 AND hash = value
                    AND id < iif(value = ?4, ?5, \(Int64.max))
                ORDER BY id DESC LIMIT 1
            ) AS id
            FROM json_each(?1)
        )
        SELECT min(place), id FROM found WHERE id IS NOT NULL
        """

    func newest(ofFirst commits: [String]) throws -> (place: Int, id: Artifact.ID)? {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: Self.byCommitSQL),
            arguments: [try JSONColumn.text(commits), project, build.name, build.hash, id])
        guard let row, let place = row[0] as Int?, let id = row[1] as Artifact.ID? else { return nil }
        return (place, id)
    }

    static let onBranchSQL = """
        SELECT id FROM artifacts
        WHERE \(isPassed) AND NOT is_fork AND project = ? AND name = ? AND branch = ? AND id < ?
        ORDER BY id DESC LIMIT 1
        """

    func newest(on branch: String) throws -> Artifact.ID? {
        try Artifact.ID.fetchOne(
            db.cachedStatement(sql: Self.onBranchSQL), arguments: [project, build.name, branch, id])
    }

    static let ofForkSQL = """
        SELECT id FROM artifacts
        WHERE \(isPassed) AND is_fork AND project = ? AND name = ? AND branch = ? AND coalesce(pull_request, 0) = ?
            AND id < ?
        ORDER BY id DESC LIMIT 1
        """

    func newestOfOwnBranch() throws -> Artifact.ID? {
        guard build.isFork else { return try newest(on: build.branch) }
        return try Artifact.ID.fetchOne(
            db.cachedStatement(sql: Self.ofForkSQL),
            arguments: [project, build.name, build.branch, build.pullRequest ?? 0, id])
    }

    func hasPassed(_ id: Artifact.ID) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM artifacts WHERE project = ? AND id = ? AND \(Self.isPassed))"),
            arguments: [project, id]) ?? false
    }
}
