import Domain

extension HistoricBuild {
    /// A build, the one before it of its name and branch, and what both have of a package: each found by a key, so that
    /// a page of builds costs as much in a project with ten builds as in one with ten thousand.
    ///
    /// - Parameters:
    ///   - conditions: on the rows of `artifacts`.
    ///   - package: the placeholder for the package's name; the others likewise.
    ///   - hint: follows the name of a table that is read along ``seriesIndex``, where the database needs to be told.
    ///   - isSeries: whether the conditions are on a name and a branch.
    package static func selection(
        where conditions: [String], package: String, limit: String, hint: String = "", isSeries: Bool = false
    ) -> String {
        """
        SELECT builds.*, list.total AS package_total, list.digest AS package_digest, earlier.id AS earlier_id,
            earlier_list.digest AS earlier_digest, coalesce(was.copies, 0) AS earlier_copies, now.package AS package, now.versions AS versions,
            now.copies AS copies, now.raw AS raw, now.gzip AS gzip, now.brotli AS brotli
        FROM (
            SELECT \(Artifact.columns), row, (
                SELECT before.row FROM artifacts AS before \(hint)
                WHERE before.project = artifacts.project AND before.name = artifacts.name
                    AND before.branch = artifacts.branch AND before.status = \(Artifact.Status.passed.sql)
                    AND NOT before.is_fork AND before.id < artifacts.id
                ORDER BY before.id DESC LIMIT 1
            ) AS earlier_row
            FROM artifacts \(isSeries ? hint : "") WHERE \((conditions + [isListed]).joined(separator: " AND "))
            ORDER BY id DESC LIMIT \(limit)
        ) AS builds
        LEFT JOIN artifacts AS earlier ON earlier.row = builds.earlier_row
        LEFT JOIN package_lists AS list ON list.artifact = builds.row
        LEFT JOIN package_lists AS earlier_list ON earlier_list.artifact = builds.earlier_row
        LEFT JOIN artifact_packages AS now ON now.artifact = builds.row AND now.package = \(package)
        LEFT JOIN artifact_packages AS was ON was.artifact = builds.earlier_row AND was.package = \(package)
        ORDER BY builds.id DESC
        """
    }

    /// The index of the builds of a name and a branch that passed, without those of forks.
    package static let seriesIndex = "artifacts_base_branch"

    private static let isListed = "status = \(Artifact.Status.passed.sql) AND NOT is_fork"

    package init(row: some StoredRow) throws {
        let earlier: Artifact.ID? = try row["earlier_id"]
        let total: Int? = try row["package_total"]
        try self.init(
            artifact: Artifact(row: row), packageTotal: total.flatMap { $0 < 0 ? nil : $0 },
            digest: row["package_digest"], package: ArtifactPackage(row: row),
            earlier: earlier.map { id in
                try Earlier(id: id, digest: row["earlier_digest"], copies: row["earlier_copies"])
            })
    }
}

extension ArtifactPackage {
    /// Nil if the artifact does not have it.
    package init?(row: some StoredRow) throws {
        guard let name: String = try row["package"] else { return nil }
        try self.init(
            name: name, versions: JSONColumn.list(row["versions"]), copies: row["copies"],
            size: Artifact.Size(raw: row["raw"], gzip: row["gzip"], brotli: row["brotli"]))
    }

    package var versionsColumn: String {
        get throws { try JSONColumn.text(versions) }
    }
}

extension ArtifactPackages {
    /// The total of an artifact whose report does not say; it is NULL where nobody has looked yet.
    package static let unknownTotal = -1
    /// How many artifacts one transaction deletes at most: each takes up to ``maximum`` packages with it.
    package static let deletedAtOnce = 20
}

extension PackageSince {
    /// The builds before one of the same name and branch, newest first.
    private static func window(depth: Int, hint: String, _ place: (Int) -> String) -> String {
        """
        SELECT row, id FROM artifacts \(hint)
        WHERE project = \(place(1)) AND name = \(place(2)) AND branch = \(place(3)) AND id < \(place(4))
            AND status = \(Artifact.Status.passed.sql) AND NOT is_fork
        ORDER BY id DESC LIMIT \(depth)
        """
    }

    /// The index of the builds of a project that have a package, with how many copies.
    package static let packageIndex = "artifact_packages_package"

    /// The newest of them that does not have enough copies of the package, and whether it is certain that it has not.
    ///
    /// - Parameter packageHint: follows the name of a table that is read along ``packageIndex``.
    package static func end(
        depth: Int, hint: String = "", packageHint: String = "", _ place: (Int) -> String
    ) -> String {
        """
        SELECT id, EXISTS (
            SELECT 1 FROM package_lists WHERE artifact = before.row AND digest IS NOT NULL
        ) AS is_certain
        FROM (\(window(depth: depth, hint: hint, place))) AS before
        WHERE NOT EXISTS (
            SELECT 1 FROM artifact_packages \(packageHint)
            WHERE package = \(place(5)) AND project = \(place(1)) AND artifact = before.row AND copies >= \(place(6)))
        ORDER BY id DESC LIMIT 1
        """
    }

    /// The oldest of them.
    package static func oldest(depth: Int, hint: String = "", _ place: (Int) -> String) -> String {
        "SELECT min(id) FROM (\(window(depth: depth, hint: hint, place))) AS before"
    }

    /// The first build after one of the same name and branch.
    package static func next(hint: String = "", _ place: (Int) -> String) -> String {
        """
        SELECT id FROM artifacts \(hint)
        WHERE project = \(place(1)) AND name = \(place(2)) AND branch = \(place(3)) AND id > \(place(4))
            AND status = \(Artifact.Status.passed.sql) AND NOT is_fork
        ORDER BY id LIMIT 1
        """
    }
}

extension Project {
    /// Walks from one project that has a package to the next along an index: costs one seek per project, however many
    /// artifacts it has. Then keeps those that the account sees; a change of what is visible must be made in
    /// `Access.verdict` as well.
    ///
    /// - Parameter join: keeps the order of the tables, where the database would choose another.
    package static func selection(
        package: String, before: String, account: String, only: String, limit: String, join: String
    ) -> String {
        """
        WITH RECURSIVE step (number) AS (
            SELECT (SELECT max(project) FROM artifact_packages WHERE package = \(package) AND project < \(before))
            UNION ALL
            SELECT (SELECT max(project) FROM artifact_packages WHERE package = \(package) AND project < step.number)
            FROM step WHERE step.number IS NOT NULL
        )
        SELECT projects.* FROM step \(join) projects ON projects.number = step.number
        WHERE deleted_at IS NULL AND (\(only) IS NULL OR projects.number = \(only))
            AND (\(account) IS NULL OR is_public
                OR projects.number IN (SELECT project FROM members WHERE account = \(account)))
        ORDER BY projects.number DESC LIMIT \(limit)
        """
    }
}

extension UnlistedArtifact {
    /// - Parameters:
    ///   - before: the placeholder for a row.
    ///   - join: keeps the order of the tables, where the database would choose another.
    package static func selection(before: String, join: String) -> String {
        """
        SELECT row, report_key FROM package_lists \(join) artifacts ON row = artifact
        WHERE artifact < \(before) AND total IS NULL
        ORDER BY artifact DESC LIMIT 1
        """
    }

    package init(row: some StoredRow) throws {
        try self.init(row: row["row"], reportKey: row["report_key"] ?? "")
    }
}
