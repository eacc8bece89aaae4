package import Domain

/// How a webhook did lately, for a chart.
package protocol StatisticsStore: Sendable {
    /// The attempts since `since`, hour by hour, oldest first; hours without any are left out. Looks at the newest
    /// `WebhookHour.mostDeliveries` deliveries alone, so that a busy webhook's log is not read from end to end: the
    /// hours before those are left out as well.
    func statistics(
        of webhook: Webhook.ID, in owner: WebhookOwner, since: Timestamp
    ) async throws -> [WebhookHour]
}

/// What became of a webhook's attempts that began in one hour.
package struct WebhookHour: Hashable, Sendable {
    /// The most deliveries that statistics are made of.
    package static let mostDeliveries = 1_000
    static let milliseconds: Int64 = 3_600_000

    /// When the hour begins.
    package var start: Timestamp
    package var succeeded: Int
    package var failed: Int
    /// How long the attempts that succeeded took, in milliseconds; nil where none did.
    package var median: Int?
    package var p95: Int?

    package init(start: Timestamp, succeeded: Int, failed: Int, median: Int?, p95: Int?) {
        self.start = start
        self.succeeded = succeeded
        self.failed = failed
        self.median = median
        self.p95 = p95
    }

    /// - Parameter durations: of those that succeeded, in milliseconds, in any order.
    init(start: Timestamp, durations: [Int], failed: Int) {
        let sorted = durations.sorted()
        self.init(
            start: start, succeeded: sorted.count, failed: failed, median: Self.rank(50, of: sorted),
            p95: Self.rank(95, of: sorted))
    }

    /// The smallest value that at least `percent` of all do not exceed.
    private static func rank(_ percent: Int, of sorted: [Int]) -> Int? {
        guard !sorted.isEmpty else { return nil }
        return sorted[(sorted.count * percent + 99) / 100 - 1]
    }
}
