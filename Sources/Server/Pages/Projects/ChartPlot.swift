import Domain

/// One figure of the builds over time, with an axis of its own.
struct ChartPlot: FieldedView {
    /// A build of which something is remarkable.
    struct Mark: Sendable {
        var href: String
        var x: Int
        var title: String
        /// Whether an excess of a budget was accepted, which is drawn unlike all else.
        var isAccepted: Bool
    }

    var kind: String
    var title: String
    /// The labels of the axis.
    var top: String
    var middle: String
    var bottom: String
    /// The lines, points and marks, as SVG.
    var drawing: String

    /// - Parameters:
    ///   - value: the figure of a build; nil if it has none.
    ///   - label: a figure as text.
    init(
        _ kind: String, title: String, _ series: [ChartSeries], _ scale: ChartScale, _ marks: [Mark] = [],
        in project: Project, value: (Artifact) -> Int?, label: (Int) -> String
    ) {
        self.kind = kind
        self.title = title
        (top, middle, bottom) = (label(scale.top), label(scale.top / 2), label(0))
        var lines: [ChartDrawing.Line] = [], points: [ChartDrawing.Point] = []
        for (place, one) in series.enumerated() {
            let style = ChartDrawing.Style(place)
            let (name, branch) = (CutText.option(one.name), CutText.option(one.branch))
            var line = ChartDrawing.Line(style: style, points: [])
            for artifact in one.artifacts {
                guard let value = value(artifact) else { continue }
                let (x, y) = (scale.x(artifact.createdAt), scale.y(value))
                line.points.append((x, y))
                points.append(
                    ChartDrawing.Point(
                        href: "/\(project.id)/artifacts/\(artifact.id)",
                        title: "\(name) #\(artifact.id) · \(branch) · \(label(value))", style: style, x: x, y: y))
            }
            lines.append(line)
        }
        var drawing = ChartDrawing()
        for mark in marks { drawing.add(mark) }
        for line in lines { drawing.add(line) }
        for point in points { drawing.add(point) }
        self.drawing = drawing.svg
    }

    var fields: [String: Any?] {
        ["kind": kind, "title": title, "top": top, "middle": middle, "bottom": bottom, "drawing": drawing]
    }
}
