import Domain

/// Size and score over time as one drawing, oldest on the left, and the same numbers for a table.
struct ChartView: Sendable {
    private struct Point {
        var x: Int
        var y: Int
    }

    struct Row: FieldedView {
        var href: String
        var name: CutText
        var score: Int
        var size: String
        var when: MomentView

        var fields: [String: Any?] {
            ["href": href, "name": name, "score": score, "size": size, "when": when]
        }
    }

    /// The maximum number of builds that are drawn.
    static let maximumPoints = 100

    var sizeLine: String
    var scoreLine: String
    /// Zero-length lines: only their round or square ends are drawn.
    var sizeDots: String
    var scoreDots: String
    var largest: String
    var smallest: String
    /// When the first and the last of the builds were created.
    var from: MomentView
    var to: MomentView
    var summary: String
    var rows: [Row]

    /// Nil if there is nothing to draw.
    /// - Parameter artifacts: the passed ones, newest first.
    init?(_ artifacts: [Artifact], in project: Project, _ request: PageRequest) {
        let passed = artifacts.reversed().compactMap { artifact in artifact.result }
        guard let first = passed.first, let last = passed.last, let oldest = artifacts.last,
            let newest = artifacts.first
        else { return nil }
        let sizes = passed.map(\.size.raw)
        let top = sizes.max() ?? 0
        let bottom = sizes.min() ?? 0
        let sizePoints = Self.points(sizes.map(Double.init), Double(bottom), Double(top))
        let scorePoints = Self.points(passed.map { Double($0.score) }, 0, 100)
        (sizeLine, sizeDots) = (Self.line(sizePoints), Self.dots(sizePoints))
        (scoreLine, scoreDots) = (Self.line(scorePoints), Self.dots(scorePoints))
        from = MomentView(oldest.createdAt, now: request.now, request.strings)
        to = MomentView(newest.createdAt, now: request.now, request.strings)
        largest = SizeText.of(top)
        smallest = SizeText.of(bottom)
        summary = request.strings(
            "chart-summary",
            [
                "count": String(passed.count), "score": String(last.score), "size": SizeText.of(last.size.raw),
                "change": SizeText.change(from: first.size.raw, to: last.size.raw),
            ])
        rows = artifacts.compactMap { artifact in
            artifact.result.map { result in
                Row(
                    href: "/\(project.id)/artifacts/\(artifact.id)",
                    name: CutText("#\(artifact.id) \(artifact.build.branch)"), score: result.score,
                    size: SizeText.of(result.size.raw),
                    when: MomentView(artifact.createdAt, now: request.now, request.strings))
            }
        }
    }

    /// On a canvas of 1,000 by 200, which the style sheet stretches.
    private static func points(_ values: [Double], _ low: Double, _ high: Double) -> [Point] {
        values.enumerated().map { index, value in
            let x = values.count == 1 ? 500 : 1000 * index / (values.count - 1)
            let share = high > low ? (value - low) / (high - low) : 0.5
            return Point(x: x, y: 200 - Int(share * 200))
        }
    }

    private static func line(_ points: [Point]) -> String {
        points.map { "\($0.x),\($0.y)" }.joined(separator: " ")
    }

    private static func dots(_ points: [Point]) -> String {
        points.map { "M\($0.x) \($0.y)h0" }.joined()
    }
}
