import Domain
import Hummingbird
import Localization
import Storage

/// A project's history: sizes, scores and packages over its builds.
struct HistoryPages: Sendable {
    /// How many builds a page shows.
    static let pageSize = 50
    /// How many builds are looked at to tell since when a package is there.
    static let depth = 1_000

    let services: Services
    let store: any HistoryStore & BudgetStore & OverviewStore & ArtifactStore

    var routes: [PageRoute] { [.get(services, "/{project}/history", show)] }

    @Sendable private func show(_ request: PageRequest) async throws -> Response {
        let (request, project) = try await request.project(for: .read)
        var query = HistoryQuery(request)
        let branches = try await store.branches(in: project.number, limit: ProjectPages.choices)
        let (baseline, found) = try await builds(query, branches, in: project)
        let shown = Array(found.prefix(Self.pageSize))
        query.older = found.count > shown.count ? shown.last?.artifact.id : nil
        let marks = try await HistoryReader(store: store).marks(of: shown, package: query.package, in: project)
        // Older pages do not end with what is there now.
        let facts = query.before == nil ? try await packageFacts(of: shown, query.package, in: project) : []
        let view = HistoryView(
            shown, marks, facts, query,
            branches: ProjectPages.choices(of: branches, query.branch, baseline: baseline, request.strings),
            names: try await store.artifactNames(in: project.number, limit: ProjectPages.choices), baseline: baseline,
            in: project, request)
        return request.render("history", title: request.strings("navigation-history"), current: "history", view)
    }

    /// One more than a page shows, with the baseline branch if there are builds of one. If there are none, all branches
    /// stand in for it, as on the project's home page.
    private func builds(
        _ query: HistoryQuery, _ branches: [String], in project: Project
    ) async throws -> (baseline: String?, [HistoricBuild]) {
        func builds(on branch: String?, limit: Int = Self.pageSize + 1) async throws -> [HistoricBuild] {
            try await store.builds(
                in: project.number,
                matching: HistoryFilter(branch: branch, name: query.name, package: query.package),
                before: limit == 1 ? nil : query.before, limit: limit)
        }
        for branch in project.baselineBranches(of: branches) {
            guard try await !builds(on: branch, limit: 1).isEmpty else { continue }
            return (branch, try await builds(on: query.branch == .baseline ? branch : query.branch.name))
        }
        return (nil, try await builds(on: query.branch.name))
    }

    /// What the newest build of each line of the chart has of the package, and since when.
    private func packageFacts(
        of builds: [HistoricBuild], _ package: String?, in project: Project
    ) async throws -> [PackageFact] {
        guard let package else { return [] }
        let newest = ChartSeries.all(of: builds.map(\.artifact)).prefix(ChartSeries.maximum).compactMap { line in
            builds.first { $0.artifact.id == line.artifacts.last?.id }
        }
        var facts: [PackageFact] = []
        for build in newest {
            var fact = PackageFact(build: build, name: package)
            if let found = build.package {
                let since = try await store.since(
                    package, copies: min(2, found.copies), upTo: build.artifact, in: project.number, depth: Self.depth)
                fact.since = try await store.artifact(since.artifact, in: project.number)
                fact.isExact = since.isExact
            }
            facts.append(fact)
        }
        return facts
    }
}

/// What the newest build of a name and branch has of a package.
struct PackageFact: Sendable {
    var build: HistoricBuild
    var name: String
    /// The build since which it has been there without a break, as often as now; nil if it is not there.
    var since: Artifact?
    /// Whether it was certainly not there before, or not as often.
    var isExact = true
}
