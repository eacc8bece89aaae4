import Domain
import Localization
import Storage

/// The results of a webhook's attempts over the last day: a drawing, and the same numbers for a table.
struct HoursView: Sendable {
    /// How far back it looks, in hours.
    static let hours = 24

    struct Bar: Sendable {
        var kind: String
        var x: Int
        var y: Int
        var height: Int
    }

    struct Row: Sendable {
        var when: MomentView
        var succeeded: Int
        var failed: Int
        var median: String
        var p95: String
    }

    var bars: [Bar]
    /// How many attempts the highest bar stands for.
    var highest: Int
    /// On a canvas of their own, for each hour: the median as a dot, with a line up to the 95th percentile.
    var medians: String
    var spreads: String
    /// The value at the top of that canvas; nil if there were no answers.
    var slowest: String?
    /// The labels below it, from left to right.
    var times: [String]
    var rows: [Row]
    var summary: String

    /// Nil if there were no attempts.
    /// - Parameter statistics: oldest first.
    init?(_ statistics: [WebhookHour], now: Timestamp, _ strings: Strings) {
        let highest = statistics.map { $0.succeeded + $0.failed }.max() ?? 0
        guard highest > 0 else { return nil }
        self.highest = highest
        let slowest = statistics.compactMap { $0.p95 ?? $0.median }.max() ?? .zero
        self.slowest = slowest > .zero ? Self.span(slowest) : nil
        let answered = statistics.compactMap { Self.latency(of: $0, slowest: max(slowest, .milliseconds(1)), now: now) }
        medians = answered.map { "M\($0.x) \($0.median)h0" }.joined()
        spreads = answered.map { "M\($0.x) \($0.median)V\($0.p95)" }.joined()
        times = [24, 18, 12, 6].map { strings("hours-ago", ["count": String($0)]) } + [strings("hours-now")]
        bars = statistics.flatMap { Self.bars(of: $0, highest: highest, now: now) }
        rows = statistics.reversed().map { hour in
            Row(
                when: MomentView(hour.start, now: now, strings), succeeded: hour.succeeded, failed: hour.failed,
                median: Self.span(hour.median), p95: Self.span(hour.p95))
        }
        let succeeded = statistics.map(\.succeeded).reduce(0, +)
        let all = succeeded + statistics.map(\.failed).reduce(0, +)
        // Rounded down, so that 100% means that nothing failed.
        summary = strings.counted("hours-summary", all, ["rate": String(succeeded * 100 / all)])
    }

    /// On a canvas of 960 by 100, the newest hour on the right, failures on top of successes.
    private static func bars(of hour: WebhookHour, highest: Int, now: Timestamp) -> [Bar] {
        guard let x = place(of: hour, now: now) else { return [] }
        let good = hour.succeeded * 100 / highest
        let bad = hour.failed == 0 ? 0 : max(1, hour.failed * 100 / highest)
        return [
            Bar(kind: "good", x: x + 4, y: 100 - good, height: good),
            Bar(kind: "bad", x: x + 4, y: max(0, 100 - good - bad), height: bad),
        ].filter { $0.height > 0 }
    }

    private static func latency(
        of hour: WebhookHour, slowest: Duration, now: Timestamp
    ) -> (x: Int, median: Int, p95: Int)? {
        guard let x = place(of: hour, now: now), let median = hour.median else { return nil }
        func height(_ duration: Duration) -> Int { Int(duration.milliseconds * 100 / slowest.milliseconds) }
        return (x + 20, 100 - height(median), 100 - height(hour.p95 ?? median))
    }

    /// The left edge of an hour's column; nil if it is more than a day ago.
    private static func place(of hour: WebhookHour, now: Timestamp) -> Int? {
        let back = Int(max(.zero, now - hour.start).components.seconds / 3600)
        return back < hours ? (hours - 1 - back) * 40 : nil
    }

    private static func span(_ duration: Duration?) -> String {
        duration.map(SpanText.of) ?? "–"
    }
}
