package import Domain

/// How the builds of a project came to be what they are. Builds of forks are no part of it: their branches are not the
/// project's, whatever their names are.
package protocol HistoryStore: Sendable {
    /// Builds that passed, newest first, with what they have of a package.
    func builds(
        in project: Project.Number, matching filter: HistoryFilter, before id: Artifact.ID?, limit: Int
    ) async throws -> [HistoricBuild]
    /// The recorded packages of artifacts, without their sizes. Meant for few artifacts: each may have
    /// `ArtifactPackages.maximum` of them.
    func packageLists(
        of artifacts: [Artifact.ID], in project: Project.Number
    ) async throws -> [Artifact.ID: [PackageChanges.Listed]]
    /// Since when a build and all those before it of its name and branch have had a package.
    ///
    /// - Parameters:
    ///   - copies: at least how many copies each of them has.
    ///   - depth: how many builds are looked at before this one.
    func since(
        _ package: String, copies: Int, upTo build: Artifact, in project: Project.Number, depth: Int
    ) async throws -> PackageSince
    /// The projects that have a build in which a package is recorded, and that an account sees: newest first.
    ///
    /// - Parameters:
    ///   - account: nil for an account that sees all projects.
    ///   - only: the only project that may be found; nil for any.
    func projects(
        with package: String, visibleTo account: Account.ID?, only: Project.Number?, before number: Project.Number?,
        limit: Int
    ) async throws -> [Project]
    /// The project's baseline branches for builds of a name, the first of which has priority.
    func baselineBranches(of project: Project, for name: String, before id: Artifact.ID) async throws -> [String]

    /// The newest artifact that passed, and of which no packages are recorded because an earlier version analyzed it.
    ///
    /// - Parameter row: only artifacts recorded before this one count; nil for any.
    func unlistedArtifact(before row: Int64?) async throws -> UnlistedArtifact?
    /// Records the packages of such an artifact, unless it has been analyzed again since.
    ///
    /// - Parameter packages: nil if its report does not say, so that nobody reads it again.
    func record(_ packages: ArtifactPackages?, of artifact: UnlistedArtifact) async throws
}

package struct HistoryFilter: Hashable, Sendable {
    package var branch: String?
    package var name: String?
    /// The name of the package that is told of each build; nil for none.
    package var package: String?

    package init(branch: String? = nil, name: String? = nil, package: String? = nil) {
        self.branch = branch
        self.name = name
        self.package = package
    }
}

/// A build as a project's history shows it.
package struct HistoricBuild: Hashable, Sendable {
    /// The one before it of its name and branch.
    package struct Earlier: Hashable, Sendable {
        package var id: Artifact.ID
        package var digest: Int64?
        /// How many copies it has of the package that was asked for; 0 if it has none.
        package var copies: Int

        package init(id: Artifact.ID, digest: Int64?, copies: Int) {
            self.id = id
            self.digest = digest
            self.copies = copies
        }
    }

    package var artifact: Artifact
    /// How many packages it has; nil if that is not recorded, yet or ever.
    package var packageTotal: Int?
    /// See ``ArtifactPackages/digest``; nil as well if its packages are not recorded.
    package var digest: Int64?
    /// What it has of the package that was asked for.
    package var package: ArtifactPackage?
    package var earlier: Earlier?

    package init(
        artifact: Artifact, packageTotal: Int?, digest: Int64?, package: ArtifactPackage?, earlier: Earlier?
    ) {
        self.artifact = artifact
        self.packageTotal = packageTotal
        self.digest = digest
        self.package = package
        self.earlier = earlier
    }
}

/// Since when a package has been in the builds of a name and a branch without a break.
package struct PackageSince: Hashable, Sendable {
    package var artifact: Artifact.ID
    /// False if it may have been there before: what is before is not stored, not recorded or was not looked at.
    package var isExact: Bool

    package init(artifact: Artifact.ID, isExact: Bool) {
        self.artifact = artifact
        self.isExact = isExact
    }
}

package struct UnlistedArtifact: Hashable, Sendable {
    package var row: Int64
    package var reportKey: String

    package init(row: Int64, reportKey: String) {
        self.row = row
        self.reportKey = reportKey
    }
}
