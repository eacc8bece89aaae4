import Domain

/// Size and score over time, one line for each name and branch, and the same numbers for a table.
struct ChartView: Sendable {
    struct Row: FieldedView {
        var href: String
        /// Its name and number.
        var name: CutText
        var branch: CutText
        var score: Int
        var size: String
        var when: MomentView

        var fields: [String: Any?] {
            ["href": href, "name": name, "branch": branch, "score": score, "size": size, "when": when]
        }
    }

    /// What a line stands for.
    struct Legend: Sendable {
        var style: String
        var isHollow: Bool
        var name: String
        var branch: String
        var summary: String
    }

    /// The maximum number of builds that are drawn.
    static let maximumPoints = 100

    var plots: [ChartPlot]
    var legend: [Legend]
    /// How many lines are left out; nil if none is.
    var leftOut: String?
    /// The time on the left, in the middle and on the right; only one if all builds are of the same moment.
    var times: [MomentView]
    var rows: [Row]

    /// Nil if there is nothing to draw.
    /// - Parameter artifacts: the passed ones. Their ids need not be in the order of time: some may have been imported.
    init?(_ artifacts: [Artifact], in project: Project, _ request: PageRequest) {
        let artifacts = artifacts.sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }
        let strings = request.strings
        let all = ChartSeries.all(of: artifacts)
        let series = Array(all.prefix(ChartSeries.maximum))
        let drawn = series.flatMap(\.artifacts)
        guard let first = drawn.map(\.createdAt).min(), let last = drawn.map(\.createdAt).max() else { return nil }
        let largest = drawn.compactMap { $0.result?.size.raw }.max() ?? 0
        plots = [
            ChartPlot(
                "size", title: strings("size"), series,
                ChartScale(first: first, last: last, top: ChartScale.top(for: largest)), in: project,
                value: { $0.result?.size.raw }, label: { SizeText.of($0) }),
            ChartPlot(
                "score", title: strings("score"), series, ChartScale(first: first, last: last, top: 100), in: project,
                value: { $0.result?.score }, label: { String($0) }),
        ]
        legend = series.enumerated().map { place, one in
            Legend(
                style: "s\(place)", isHollow: ChartDrawing.Style(place).isHollow, name: one.name, branch: one.branch,
                summary: Self.summary(of: one, strings))
        }
        leftOut = all.count > series.count ? strings.counted("chart-left-out", all.count - series.count) : nil
        let middle = first + .milliseconds((last.milliseconds - first.milliseconds) / 2)
        times = (first == last ? [first] : [first, middle, last]).map { MomentView($0, now: request.now, strings) }
        rows = artifacts.compactMap { artifact in
            artifact.result.map { result in
                Row(
                    href: "/\(project.id)/artifacts/\(artifact.id)",
                    name: CutText(artifact.build.name, keeping: " #\(artifact.id)"),
                    branch: CutText(artifact.build.branch), score: result.score, size: SizeText.of(result.size.raw),
                    when: MomentView(artifact.createdAt, now: request.now, strings))
            }
        }
    }

    private static func summary(of series: ChartSeries, _ strings: Strings) -> String {
        guard let first = series.artifacts.first?.result, let last = series.artifacts.last?.result else { return "" }
        return strings.counted(
            "chart-summary", series.artifacts.count,
            [
                "score": String(last.score), "size": SizeText.of(last.size.raw),
                "change": SizeText.change(from: first.size.raw, to: last.size.raw),
            ])
    }
}
