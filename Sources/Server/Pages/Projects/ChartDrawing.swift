/// The inside of a chart as SVG, for `chart-plots.mustache`. It is written here because a history has hundreds of
/// points, and as templates they took a tenth of its page's time, and a fifth of a project's home page.
struct ChartDrawing: Sendable {
    /// What tells a line apart from the others: its dashes and its points, not its color alone.
    struct Style: Sendable {
        /// The class of the line and its points.
        var name: String
        /// Whether only the outlines of its points are drawn.
        var isHollow: Bool

        init(_ place: Int) {
            name = "s\(place)"
            isHollow = place % 4 >= 2
        }
    }

    struct Line: Sendable {
        var style: Style
        var points: [(x: Int, y: Int)]
    }

    /// A build. It leads to its page; those who use a keyboard or do not see it have the table.
    struct Point: Sendable {
        var href: String
        var title: String
        var style: Style
        var x: Int
        var y: Int
    }

    private(set) var svg = ""

    mutating func add(_ line: Line) {
        let points = line.points.map { "\($0.x),\($0.y)" }.joined(separator: " ")
        svg += #"<polyline class="line \#(line.style.name)" points="\#(points)"/>"#
    }

    mutating func add(_ point: Point) {
        let style = point.style
        link(to: point.href) { svg in
            let place = "M\(point.x) \(point.y)h0"
            svg += #"<path class="dots \#(style.name)" d="\#(place)">\#(Self.title(point.title))</path>"#
            if style.isHollow { svg += #"<path class="dots hole \#(style.name)" d="\#(place)"/>"# }
        }
    }

    mutating func add(_ mark: ChartPlot.Mark) {
        link(to: mark.href) { svg in
            let kind = mark.isAccepted ? "event accepted" : "event"
            svg += #"<path class="\#(kind)" d="M\#(mark.x) 0V200">\#(Self.title(mark.title))</path>"#
        }
    }

    private mutating func link(to href: String, _ content: (inout String) -> Void) {
        svg += #"<a href="\#(PageText.escaped(href))" tabindex="-1">"#
        content(&svg)
        svg += "</a>"
    }

    private static func title(_ text: String) -> String { "<title>\(PageText.escaped(text))</title>" }
}
