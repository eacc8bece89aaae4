import Domain
import Storage

/// How a webhook's attempts went over the last day: a drawing, and the same numbers for a table.
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
    var rows: [Row]
    var summary: String

    /// Nil where nothing was tried.
    /// - Parameter statistics: oldest first.
    init?(_ statistics: [WebhookHour], now: Timestamp, _ words: Words) {
        let highest = statistics.map { $0.succeeded + $0.failed }.max() ?? 0
        guard highest > 0 else { return nil }
        bars = statistics.flatMap { Self.bars(of: $0, highest: highest, now: now) }
        rows = statistics.reversed().map { hour in
            Row(
                when: MomentView(hour.start, now: now, words), succeeded: hour.succeeded, failed: hour.failed,
                median: Self.span(hour.median), p95: Self.span(hour.p95))
        }
        let succeeded = statistics.map(\.succeeded).reduce(0, +)
        let all = succeeded + statistics.map(\.failed).reduce(0, +)
        // Rounded down, so that 100 % is said of nothing that failed.
        summary = words("hours-summary", ["rate": String(succeeded * 100 / all), "count": String(all)])
    }

    /// On a field of 960 by 100, the newest hour on the right, what failed on top of what succeeded.
    private static func bars(of hour: WebhookHour, highest: Int, now: Timestamp) -> [Bar] {
        let back = Int(max(0, now.since(hour.start)) / 3_600_000)
        guard back < hours else { return [] }
        let x = (hours - 1 - back) * 40
        let good = hour.succeeded * 100 / highest
        let bad = hour.failed == 0 ? 0 : max(1, hour.failed * 100 / highest)
        return [
            Bar(kind: "good", x: x, y: 100 - good, height: good),
            Bar(kind: "bad", x: x, y: max(0, 100 - good - bad), height: bad),
        ].filter { $0.height > 0 }
    }

    private static func span(_ milliseconds: Int?) -> String {
        milliseconds.map { SpanText.of(milliseconds: Double($0)) } ?? "–"
    }
}
