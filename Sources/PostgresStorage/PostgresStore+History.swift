package import Domain
import PostgresClient
package import Storage

extension PostgresStore: HistoryStore {
    package func builds(
        in project: Project.Number, matching filter: HistoryFilter, before id: Artifact.ID?, limit: Int
    ) async throws -> [HistoricBuild] {
        var parameters = PostgresParameters()
        var conditions = ["project = \(parameters.add(project))", "id < \(parameters.add(id ?? .max))"]
        for case (let column, let value?) in [("branch", filter.branch), ("name", filter.name)] {
            conditions.append("\(column) = \(parameters.add(value))")
        }
        let sql = HistoricBuild.selection(
            where: conditions, package: parameters.add(filter.package), limit: "\(limit)")
        return try await read { [parameters] session in
            try session.query(sql, parameters: parameters).records.map(HistoricBuild.init(row:))
        }
    }

    package func packageLists(
        of artifacts: [Artifact.ID], in project: Project.Number
    ) async throws -> [Artifact.ID: [PackageChanges.Listed]] {
        let rows = try await read { session in
            try session.records(
                """
                SELECT artifacts.id, package, copies FROM artifacts
                JOIN artifact_packages ON artifact_packages.artifact = artifacts.row
                WHERE artifacts.project = $1 AND artifacts.id = ANY($2)
                """,
                project, artifacts
            ).map { row -> (Artifact.ID, PackageChanges.Listed) in
                (try row["id"], try PackageChanges.Listed(name: row["package"], copies: row["copies"]))
            }
        }
        let empty = Dictionary(Set(artifacts).map { ($0, [PackageChanges.Listed]()) }) { first, _ in first }
        return rows.reduce(into: empty) { $0[$1.0, default: []].append($1.1) }
    }

    package func since(
        _ package: String, copies: Int, upTo build: Artifact, in project: Project.Number, depth: Int
    ) async throws -> PackageSince {
        let place: (Int) -> String = { "$\($0)" }
        let (end, oldest, next) = (
            PackageSince.end(depth: depth, place), PackageSince.oldest(depth: depth, place), PackageSince.next(place)
        )
        let (name, branch) = (build.build.name, build.build.branch)
        return try await read { session in
            guard let row = try session.record(end, project, name, branch, build.id, package, copies) else {
                let first = try session.query(oldest, project, name, branch, build.id).first?
                    .read(0, as: Artifact.ID?.self)
                return PackageSince(artifact: first ?? build.id, isExact: false)
            }
            let id: Artifact.ID = try row["id"]
            let first = try session.value(Artifact.ID.self, next, project, name, branch, id)
            return PackageSince(artifact: first ?? build.id, isExact: try row["is_certain"])
        }
    }

    package func projects(
        with package: String, visibleTo account: Account.ID?, only: Project.Number?, before number: Project.Number?,
        limit: Int
    ) async throws -> [Project] {
        try await read { session in
            try session.records(Self.selectProjectsWithPackage, package, number ?? .max, account, only, limit)
                .map(Project.init(row:))
        }
    }

    private static let selectProjectsWithPackage = Project.selection(
        package: "$1", before: "$2", account: "$3", only: "$4", limit: "$5", join: "JOIN")

    package func unlistedArtifact(before row: Int64?) async throws -> UnlistedArtifact? {
        try await read { session in
            try session.record(Self.selectUnlisted, row ?? .max).map(UnlistedArtifact.init(row:))
        }
    }

    private static let selectUnlisted = UnlistedArtifact.selection(before: "$1", join: "JOIN")

    package func record(_ packages: ArtifactPackages?, of artifact: UnlistedArtifact) async throws {
        try await write { write in
            // A new analysis waits, and replaces what is recorded here.
            let unchanged = try write.session.value(
                Int64.self,
                """
                SELECT row FROM package_lists JOIN artifacts ON row = artifact
                WHERE artifact = $1 AND report_key = $2 AND total IS NULL FOR UPDATE OF artifacts
                """,
                artifact.row, artifact.reportKey)
            guard unchanged != nil else { return }
            try Self.replacePackages(of: artifact.row, with: packages, write.session)
            guard packages == nil else { return }
            try write.session.run(
                "UPDATE package_lists SET total = \(ArtifactPackages.unknownTotal) WHERE artifact = $1", artifact.row)
        }
    }

    /// - Parameter packages: nil if they are not known; they are then looked up in the report later.
    static func replacePackages(
        of row: Int64, with packages: ArtifactPackages?, _ session: PostgresSession
    ) throws {
        try session.run("DELETE FROM artifact_packages WHERE artifact = $1", row)
        try session.run(
            """
            INSERT INTO package_lists (artifact, total, digest) VALUES ($1, $2, $3)
            ON CONFLICT (artifact) DO UPDATE SET total = excluded.total, digest = excluded.digest
            """,
            row, packages.map { Int64($0.total) }, packages?.digest)
        guard let recorded = packages?.recorded, !recorded.isEmpty else { return }
        try session.run(
            """
            INSERT INTO artifact_packages (artifact, project, package, versions, copies, raw, gzip, brotli)
            SELECT artifacts.row, artifacts.project, new.* FROM artifacts,
                unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[]) AS new
            WHERE artifacts.row = $1
            """,
            row, recorded.map(\.name), try recorded.map { try $0.versionsColumn }, recorded.map { Int64($0.copies) },
            recorded.map { Int64($0.size.raw) }, recorded.map { $0.size.gzip.map(Int64.init) },
            recorded.map { $0.size.brotli.map(Int64.init) })
    }
}
