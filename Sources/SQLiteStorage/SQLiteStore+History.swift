package import Domain
import GRDB
package import Storage

extension SQLiteStore: HistoryStore {
    package func builds(
        in project: Project.Number, matching filter: HistoryFilter, before id: Artifact.ID?, limit: Int
    ) async throws -> [HistoricBuild] {
        var conditions = ["project = ?1", "id < ?2"]
        var arguments: StatementArguments = [project, id ?? .max, filter.package, limit]
        for (column, value) in [("branch", filter.branch), ("name", filter.name)] {
            guard let value else { continue }
            conditions.append("\(column) = ?\(conditions.count + 3)")
            arguments += [value]
        }
        let sql = HistoricBuild.selection(
            where: conditions, package: "?3", limit: "?4", hint: Self.alongSeries, isSeries: conditions.count == 4)
        return try await pool.read { [arguments] db in
            try Row.all(db, sql, arguments, HistoricBuild.init(row:))
        }
    }

    /// Another index would do as well as long as there are few builds of forks.
    static let alongSeries = "INDEXED BY \(HistoricBuild.seriesIndex)"
    /// The primary key would do as well, but reads the page of each build's list.
    static let alongPackages = "INDEXED BY \(PackageSince.packageIndex)"

    package func packageLists(
        of artifacts: [Artifact.ID], in project: Project.Number
    ) async throws -> [Artifact.ID: [PackageChanges.Listed]] {
        try await pool.read { db in
            try Set(artifacts).reduce(into: [:]) { $0[$1] = try Self.packages(of: $1, in: project, db) }
        }
    }

    private static func packages(
        of artifact: Artifact.ID, in project: Project.Number, _ db: Database
    ) throws -> [PackageChanges.Listed] {
        try Row.all(
            db,
            """
            SELECT package, copies FROM artifact_packages
            WHERE artifact = (SELECT row FROM artifacts WHERE project = ? AND id = ?)
            """, [project, artifact]
        ) { PackageChanges.Listed(name: $0[0], copies: $0[1]) }
    }

    package func since(
        _ package: String, copies: Int, upTo build: Artifact, in project: Project.Number, depth: Int
    ) async throws -> PackageSince {
        let place: (Int) -> String = { "?\($0)" }
        let hint = Self.alongSeries
        let end = PackageSince.end(depth: depth, hint: hint, packageHint: Self.alongPackages, place)
        let oldest = PackageSince.oldest(depth: depth, hint: hint, place)
        let next = PackageSince.next(hint: hint, place)
        return try await pool.read { db in
            let series: StatementArguments = [project, build.build.name, build.build.branch]
            guard
                let row = try Row.fetchOne(
                    db.cachedStatement(sql: end), arguments: series + [build.id, package, copies])
            else {
                let first = try Artifact.ID.fetchOne(db.cachedStatement(sql: oldest), arguments: series + [build.id])
                return PackageSince(artifact: first ?? build.id, isExact: false)
            }
            let id: Artifact.ID = row[0]
            let first = try Artifact.ID.fetchOne(db.cachedStatement(sql: next), arguments: series + [id])
            return PackageSince(artifact: first ?? build.id, isExact: row[1])
        }
    }

    package func projects(
        with package: String, visibleTo account: Account.ID?, only: Project.Number?, before number: Project.Number?,
        limit: Int
    ) async throws -> [Project] {
        try await pool.read { db in
            try Row.all(
                db, Self.selectProjectsWithPackage, [package, number ?? .max, account, only, limit],
                Project.init(row:))
        }
    }

    private static let selectProjectsWithPackage = Project.selection(
        package: "?1", before: "?2", account: "?3", only: "?4", limit: "?5", join: "CROSS JOIN")

    package func unlistedArtifact(before row: Int64?) async throws -> UnlistedArtifact? {
        try await pool.read { db in
            try Row.first(db, Self.selectUnlisted, [row ?? .max], UnlistedArtifact.init(row:))
        }
    }

    private static let selectUnlisted = UnlistedArtifact.selection(before: "?", join: "CROSS JOIN")

    package func record(_ packages: ArtifactPackages?, of artifact: UnlistedArtifact) async throws {
        try await commits.write { context in
            let isUnchanged = try Bool.fetchOne(
                context.db,
                sql: """
                    SELECT EXISTS (
                        SELECT 1 FROM package_lists JOIN artifacts ON row = artifact
                        WHERE artifact = ? AND report_key = ? AND total IS NULL)
                    """,
                arguments: [artifact.row, artifact.reportKey])
            guard isUnchanged == true else { return }
            try Self.replacePackages(of: artifact.row, with: packages, context.db)
            guard packages == nil else { return }
            try context.db.execute(
                sql: "UPDATE package_lists SET total = \(ArtifactPackages.unknownTotal) WHERE artifact = ?",
                arguments: [artifact.row])
        }
    }

    /// - Parameter packages: nil if they are not known; they are then looked up in the report later.
    static func replacePackages(of row: Int64, with packages: ArtifactPackages?, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM artifact_packages WHERE artifact = ?").execute(arguments: [row])
        try db.execute(
            sql: """
                INSERT INTO package_lists (artifact, total, digest) VALUES (?, ?, ?)
                ON CONFLICT (artifact) DO UPDATE SET total = excluded.total, digest = excluded.digest
                """,
            arguments: [row, packages?.total, packages?.digest])
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO artifact_packages (artifact, project, package, versions, copies, raw, gzip, brotli)
                SELECT row, project, ?, ?, ?, ?, ?, ? FROM artifacts WHERE row = ?
                """)
        for package in packages?.recorded ?? [] {
            try insert.execute(
                arguments: [
                    package.name, try package.versionsColumn, package.copies, package.size.raw, package.size.gzip,
                    package.size.brotli, row,
                ])
        }
    }
}
