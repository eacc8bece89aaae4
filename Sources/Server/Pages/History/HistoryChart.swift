import Domain
import Storage

/// The charts of a history: size, initial size and score, and the share of a package, each with the marks of the builds.
struct HistoryChart: Sendable {
    private(set) var plots: [ChartPlot] = []
    private(set) var legend: [ChartView.Legend] = []
    private(set) var times: [MomentView] = []
    /// How many lines are left out; nil if none is.
    private(set) var leftOut: String?

    init(
        _ builds: [HistoricBuild], _ marks: [Artifact.ID: [HistoryMark]], _ measure: HistoryMeasure, package: String?,
        in project: Project, _ request: PageRequest
    ) {
        let strings = request.strings
        // Their ids need not be in the order of time: some may have been imported.
        let artifacts = builds.map(\.artifact).sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }
        let all = ChartSeries.all(of: artifacts)
        let series = Array(all.prefix(ChartSeries.maximum))
        let drawn = series.flatMap(\.artifacts)
        guard let first = drawn.map(\.createdAt).min(), let last = drawn.map(\.createdAt).max() else { return }
        let shares = Dictionary(builds.map { ($0.artifact.id, $0.package?.size.raw ?? 0) }) { first, _ in first }
        // They are at the same place in every plot.
        let axis = ChartScale(first: first, last: last, top: 1)
        let marks = drawn.compactMap { artifact in
            ChartPlot.Mark(marks[artifact.id] ?? [], of: artifact, x: axis.x(artifact.createdAt), in: project, strings)
        }
        func plot(
            _ kind: String, _ title: String, top: Int? = nil, _ value: @escaping (Artifact) -> Int?,
            _ label: (Int) -> String
        ) {
            let values = drawn.compactMap(value)
            guard let largest = values.max() else { return }
            let scale = ChartScale(first: first, last: last, top: top ?? ChartScale.top(for: largest))
            plots.append(ChartPlot(kind, title: title, series, scale, marks, in: project, value: value, label: label))
        }
        plot("size", strings("size"), measure.size) { SizeText.of($0) }
        plot("size", strings("history-initial-size"), measure.initialSize) { SizeText.of($0) }
        if let package {
            plot("size", strings("history-share", ["package": package]), { shares[$0.id] }) { SizeText.of($0) }
        }
        plot("score", strings("score"), top: 100, measure.score) { String($0) }
        legend = series.enumerated().map { place, one in
            ChartView.Legend(
                style: "s\(place)", isHollow: ChartDrawing.Style(place).isHollow, name: one.name, branch: one.branch,
                summary: Self.summary(of: one, measure, strings))
        }
        leftOut = all.count > series.count ? strings.counted("chart-left-out", all.count - series.count) : nil
        let middle = first + .milliseconds((last.milliseconds - first.milliseconds) / 2)
        times = (first == last ? [first] : [first, middle, last]).map { MomentView($0, now: request.now, strings) }
    }

    private static func summary(of series: ChartSeries, _ measure: HistoryMeasure, _ strings: Strings) -> String {
        let known = series.artifacts.filter { measure.size($0) != nil }
        guard let first = known.first.flatMap(measure.size), let last = known.last,
            let size = measure.size(last), let score = measure.score(last)
        else { return strings("history-no-entry") }
        return strings.counted(
            "chart-summary", known.count,
            ["score": String(score), "size": SizeText.of(size), "change": SizeText.change(from: first, to: size)])
    }
}

extension ChartPlot.Mark {
    /// Nil if nothing is remarkable about the build.
    init?(_ marks: [HistoryMark], of artifact: Artifact, x: Int, in project: Project, _ strings: Strings) {
        guard !marks.isEmpty else { return nil }
        let texts = marks.map { HistoryMarkView($0, strings).title }
        self.init(
            href: "/\(project.id)/artifacts/\(artifact.id)", x: x,
            title: "#\(artifact.id) · \(texts.joined(separator: " · "))",
            isAccepted: marks.contains { $0.kind == .accepted })
    }
}
