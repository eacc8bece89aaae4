import Domain
import Storage

/// Where a package is shipped: in the newest build of each name on its project's baseline branch.
struct PackageUses: Sendable {
    struct Build: Sendable {
        var artifact: Artifact
        var package: ArtifactPackage
        var since: PackageSince
    }

    struct Use: Sendable {
        var project: Project
        /// Not empty.
        var builds: [Build]
    }

    /// How many names of a project's builds are looked at.
    static let maximumNames = 20
    /// How many builds of a name are looked at to tell since when it is there.
    static let depth = 100

    let store: any HistoryStore & OverviewStore

    /// The projects that the account sees and that have ever had the package, with where they ship it now.
    ///
    /// - Parameters:
    ///   - account: nil for an account that sees all projects.
    ///   - only: the only project to look at; nil for all.
    /// - Returns: those that ship it, and the project to continue before, nil at the end. A page may have fewer than
    ///   `limit`: a project that once had it need not ship it now.
    func page(
        of package: String, visibleTo account: Account.ID?, only: Project.Number?, before number: Project.Number?,
        limit: Int
    ) async throws -> (uses: [Use], next: Project.Number?) {
        let found = try await store.projects(
            with: package, visibleTo: account, only: only, before: number, limit: limit + 1)
        var uses: [Use] = []
        for project in found.prefix(limit) {
            let builds = try await builds(of: package, in: project)
            if !builds.isEmpty { uses.append(Use(project: project, builds: builds)) }
        }
        return (uses, found.count > limit ? found[limit - 1].number : nil)
    }

    private func builds(of package: String, in project: Project) async throws -> [Build] {
        var builds: [Build] = []
        for name in try await store.artifactNames(in: project.number, limit: Self.maximumNames) {
            guard let build = try await newest(named: name, package, in: project), let found = build.package else {
                continue
            }
            let since = try await store.since(
                package, copies: 1, upTo: build.artifact, in: project.number, depth: Self.depth)
            builds.append(Build(artifact: build.artifact, package: found, since: since))
        }
        return builds
    }

    private func newest(named name: String, _ package: String, in project: Project) async throws -> HistoricBuild? {
        for branch in try await store.baselineBranches(of: project, for: name, before: .max) {
            let filter = HistoryFilter(branch: branch, name: name, package: package)
            let found = try await store.builds(in: project.number, matching: filter, before: nil, limit: 1)
            if let build = found.first { return build }
        }
        return nil
    }
}
