import Domain
import Storage

/// The page of a project's history: charts with marks, and a table of the same numbers.
struct HistoryView: Sendable {
    typealias Choice = ProjectPages.HomeView.Choice

    /// What the newest build of a line has of the package, as a sentence around the build since which that is so.
    struct Fact: Sendable {
        /// The line it is about; nil if there is only one.
        var line: String?
        var before: String
        var buildHref: String?
        var build: String?
        /// The day, as `2026-11-30` (UTC).
        var date: String?
        var when: MomentView?
        var commit: String?
        var after: String
    }

    /// How many entry points the filter offers.
    static let choices = 100

    var path: String
    var branches: [Choice]
    var names: [Choice]
    var entries: [Choice]
    var hasEntries: Bool
    var package: String
    var packageHref: String?
    var isFiltered: Bool
    var facts: [Fact]
    var plots: [ChartPlot]
    var hasPlots: Bool
    var legend: [ChartView.Legend]
    var times: [MomentView]
    var leftOut: String?
    /// Whether an entry point has to be chosen to see initial sizes.
    var lacksInitialSize: Bool
    var rows: [HistoryRowView]
    var hasRows: Bool
    /// Whether there are figures of a package in the table.
    var hasPackage: Bool
    var json: String
    var csv: String
    var older: String?
    var newest: String?

    init(
        _ builds: [HistoricBuild], _ marks: [Artifact.ID: [HistoryMark]], _ facts: [PackageFact], _ query: HistoryQuery,
        branches: [Choice], names: [String], baseline: String?, in project: Project, _ request: PageRequest
    ) {
        let measure = HistoryMeasure(entry: query.entry)
        path = "/\(project.id)/history"
        self.branches = branches
        self.names = names.map { Choice($0, chosen: query.name) }
        entries = Self.entries(of: builds, chosen: query.entry)
        hasEntries = !entries.isEmpty
        package = query.package ?? ""
        packageHref = query.package.map { PackageLink.path(of: $0) }
        isFiltered = query.isFiltered
        self.facts = Self.facts(facts, in: project, request)
        let chart = HistoryChart(builds, marks, measure, package: query.package, in: project, request)
        (plots, legend, times, leftOut) = (chart.plots, chart.legend, chart.times, chart.leftOut)
        hasPlots = !plots.isEmpty
        lacksInitialSize = query.entry == nil && builds.contains { measure.initialSize($0.artifact) == nil }
        let known = Dictionary(builds.map { ($0.artifact.id, $0) }) { first, _ in first }
        rows = builds.map { build in
            HistoryRowView(
                build, before: build.earlier.flatMap { known[$0.id] }, marks[build.artifact.id] ?? [], measure,
                in: project, request)
        }
        hasRows = !rows.isEmpty
        hasPackage = query.package != nil
        // The API has no branch of its own choice.
        let branch = query.branch == .all ? "" : query.branch.name ?? baseline ?? ""
        let api = "/api/v1/projects/\(project.id)/history"
        json = api + query.apiText(branch: branch, format: .json)
        csv = api + query.apiText(branch: branch, format: .csv)
        older = query.older.map { path + query.text(before: $0) }
        newest = query.before == nil ? nil : path + query.text()
    }

    /// Those of the newest builds of each line, and the chosen one.
    private static func entries(of builds: [HistoricBuild], chosen: String?) -> [Choice] {
        var seen: Set<[UInt8]> = []
        var names = ChartSeries.all(of: builds.map(\.artifact)).flatMap { $0.artifacts.last?.result?.entryPoints ?? [] }
            .map(\.name)
        if let chosen { names.append(chosen) }
        return names.filter { seen.insert(Array($0.utf8)).inserted }.prefix(choices).map { name in
            Choice(
                name, named: CutText.option(name), isChosen: chosen.map { $0.utf8.elementsEqual(name.utf8) } ?? false)
        }
    }

    private static func facts(_ facts: [PackageFact], in project: Project, _ request: PageRequest) -> [Fact] {
        facts.map { fact in
            let strings = request.strings, build = fact.build.artifact.build
            let line = facts.count > 1 ? "\(build.name) · \(build.branch)" : nil
            guard let package = fact.build.package, let since = fact.since else {
                let key = fact.build.digest == nil ? "history-package-unknown" : "history-package-absent"
                let text = strings(key, ["package": fact.name, "build": "#\(fact.build.artifact.id)"])
                return Fact(line: line, before: text, after: "")
            }
            let often = package.copies == 1 ? "once" : package.copies == 2 ? "twice" : "often"
            let (before, after) = strings.parts(
                "history-since-\(often)\(fact.isExact ? "" : "-open")",
                ["package": fact.name, "count": String(package.copies)])
            return Fact(
                line: line, before: before, buildHref: "/\(project.id)/artifacts/\(since.id)", build: "#\(since.id)",
                date: String(since.createdAt.iso8601.prefix(10)),
                when: MomentView(since.createdAt, now: request.now, strings),
                commit: String(since.build.hash.prefix(8)),
                after: after)
        }
    }
}
