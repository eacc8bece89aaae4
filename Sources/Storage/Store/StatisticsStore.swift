package import Domain

/// A webhook's recent history, for a chart.
package protocol StatisticsStore: Sendable {
    /// The attempts since `since`, hour by hour, oldest first; hours without attempts are left out. Examines only the
    /// newest `WebhookHour.mostDeliveries` deliveries, so that a busy webhook's log is not read from end to end;
    /// earlier hours are left out as well. Pings are not counted.
    func statistics(
        of webhook: Webhook.ID, in owner: WebhookOwner, since: Timestamp
    ) async throws -> [WebhookHour]
}

/// The results of a webhook's attempts that began in one hour.
package struct WebhookHour: Hashable, Sendable {
    /// The most deliveries that statistics are based on.
    package static let mostDeliveries = 1_000
    static let length: Duration = .hours(1)

    /// When the hour begins.
    package var start: Timestamp
    package var succeeded: Int
    package var failed: Int
    /// The median duration of successful attempts; nil if there were none.
    package var median: Duration?
    package var p95: Duration?

    package init(start: Timestamp, succeeded: Int, failed: Int, median: Duration?, p95: Duration?) {
        self.start = start
        self.succeeded = succeeded
        self.failed = failed
        self.median = median
        self.p95 = p95
    }

    /// - Parameter durations: of successful attempts, in any order.
    init(start: Timestamp, durations: [Duration], failed: Int) {
        let sorted = durations.sorted()
        self.init(
            start: start, succeeded: sorted.count, failed: failed, median: Self.rank(50, of: sorted),
            p95: Self.rank(95, of: sorted))
    }

    /// The smallest value that at least `percent` of all do not exceed.
    private static func rank(_ percent: Int, of sorted: [Duration]) -> Duration? {
        guard !sorted.isEmpty else { return nil }
        return sorted[(sorted.count * percent + 99) / 100 - 1]
    }
}
