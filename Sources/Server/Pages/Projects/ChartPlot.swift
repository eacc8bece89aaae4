import Domain

/// One figure of the builds over time, with an axis of its own.
struct ChartPlot: Sendable {
    struct Line: Sendable {
        /// Whether only the outlines of its points are drawn.
        static func isHollow(_ place: Int) -> Bool { place % 4 >= 2 }

        /// The class that tells it apart from the other lines: by its dashes and its points, not by its color alone.
        var style: String
        var path: String
    }

    /// A build. It leads to its page; those who use a keyboard or do not see it have the table.
    struct Point: FieldedView {
        var href: String
        var title: String
        var style: String
        var isHollow: Bool
        var x: Int
        var y: Int

        var fields: [String: Any?] {
            ["href": href, "title": title, "style": style, "isHollow": isHollow, "x": x, "y": y]
        }
    }

    /// A build of which something is remarkable.
    struct Mark: FieldedView {
        var href: String
        var x: Int
        var title: String
        /// Whether an excess of a budget was accepted, which is drawn unlike all else.
        var isAccepted: Bool

        var fields: [String: Any?] { ["href": href, "x": x, "title": title, "isAccepted": isAccepted] }
    }

    var kind: String
    var title: String
    /// The labels of the axis.
    var top: String
    var middle: String
    var bottom: String
    var lines: [Line]
    var points: [Point]
    var marks: [Mark] = []

    /// - Parameters:
    ///   - value: the figure of a build; nil if it has none.
    ///   - label: a figure as text.
    init(
        _ kind: String, title: String, _ series: [ChartSeries], _ scale: ChartScale, in project: Project,
        value: (Artifact) -> Int?, label: (Int) -> String
    ) {
        self.kind = kind
        self.title = title
        (top, middle, bottom) = (label(scale.top), label(scale.top / 2), label(0))
        var lines: [Line] = [], points: [Point] = []
        for (place, one) in series.enumerated() {
            let style = "s\(place)", isHollow = Line.isHollow(place)
            let (name, branch) = (CutText.option(one.name), CutText.option(one.branch))
            var path: [String] = []
            for artifact in one.artifacts {
                guard let value = value(artifact) else { continue }
                let (x, y) = (scale.x(artifact.createdAt), scale.y(value))
                path.append("\(x),\(y)")
                points.append(
                    Point(
                        href: "/\(project.id)/artifacts/\(artifact.id)",
                        title: "\(name) #\(artifact.id) · \(branch) · \(label(value))", style: style,
                        isHollow: isHollow, x: x, y: y))
            }
            lines.append(Line(style: style, path: path.joined(separator: " ")))
        }
        (self.lines, self.points) = (lines, points)
    }
}
