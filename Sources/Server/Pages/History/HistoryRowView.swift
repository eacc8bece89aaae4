import Domain
import Storage

/// A build in the table of a history.
struct HistoryRowView: FieldedView {
    var href: String
    /// Its name and number.
    var title: CutText
    var branch: CutText
    var commit: String
    var commitURL: String?
    var created: MomentView
    var size: String
    var change: ChangeView?
    /// Where it is compared with the build before.
    var comparison: String?
    var previous: String?
    var initialSize: String
    var score: ScoreView?
    /// Versions of the package that was asked for, with the number of copies if there are several.
    var package: String
    var packageSize: String
    var marks: [HistoryMarkView]

    /// - Parameter before: the build before, if it is on the page.
    init(
        _ build: HistoricBuild, before: HistoricBuild?, _ marks: [HistoryMark], _ measure: HistoryMeasure,
        in project: Project, _ request: PageRequest
    ) {
        let (artifact, strings) = (build.artifact, request.strings)
        href = "/\(project.id)/artifacts/\(artifact.id)"
        title = CutText(artifact.build.name, keeping: " #\(artifact.id)")
        branch = CutText(artifact.build.branch)
        commit = String(artifact.build.hash.prefix(8))
        commitURL = RepositoryLinks(of: project)?.commit(of: artifact.build)
        created = MomentView(artifact.createdAt, now: request.now, strings)
        let bytes = measure.size(artifact)
        size = SizeText.of(bytes)
        change = bytes.flatMap { ChangeView.size($0, before: before.flatMap { measure.size($0.artifact) }) }
        previous = build.earlier.map { "#\($0.id)" }
        comparison = build.earlier.map { ComparePages.path(project, $0.id, artifact.id) }
        initialSize = SizeText.of(measure.initialSize(artifact))
        score = measure.score(artifact).map { ScoreView($0, strings) }
        package =
            build.package.map { package in
                let versions = package.versions.joined(separator: ", ")
                return package.isDuplicate ? "\(versions) ×\(package.copies)" : versions.isEmpty ? "✓" : versions
            } ?? "–"
        packageSize = SizeText.of(build.package?.size.raw)
        self.marks = marks.map { HistoryMarkView($0, strings) }
    }

    var fields: [String: Any?] {
        [
            "href": href, "title": title, "branch": branch, "commit": commit, "commitURL": commitURL,
            "created": created, "size": size, "change": change, "comparison": comparison, "previous": previous,
            "initialSize": initialSize, "score": score, "package": package, "packageSize": packageSize, "marks": marks,
        ]
    }
}

/// The figures of a build that a history shows: those of an entry point, or of the whole build.
struct HistoryMeasure: Sendable {
    /// Nil for the whole build.
    let entry: String?

    func size(_ artifact: Artifact) -> Int? {
        entry == nil ? artifact.result?.size.raw : point(of: artifact)?.size.raw
    }

    func score(_ artifact: Artifact) -> Int? { entry == nil ? artifact.result?.score : point(of: artifact)?.score }

    /// A build has none of its own: entry points share files. With a single one, there is only that.
    func initialSize(_ artifact: Artifact) -> Int? {
        let points = artifact.result?.entryPoints ?? []
        return entry == nil ? points.count == 1 ? points[0].initialSize.raw : nil : point(of: artifact)?.initialSize.raw
    }

    private func point(of artifact: Artifact) -> Artifact.EntryPoint? {
        artifact.result?.entryPoints.first { $0.name.utf8.elementsEqual((entry ?? "").utf8) }
    }
}
