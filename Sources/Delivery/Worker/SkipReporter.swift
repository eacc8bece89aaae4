import Domain
package import Logging
import Metrics
package import Storage

/// Logs and counts the deliveries that this process has skipped, whatever did it.
package final class SkipReporter: SkipObserver {
    /// How many deliveries of a webhook that one transaction skips for one reason have a line each. Disabling a webhook may
    /// skip very many: those have one line together, and lines of their own only at the level `debug`.
    static let maximumLines = 20

    private struct Group: Hashable {
        let webhook: Webhook.ID
        let reason: SkippedDelivery.Reason
        let isNew: Bool
    }

    private let logger: Logger
    private let counter = Counter(label: "perfsee_deliveries_total", dimensions: [("outcome", "skipped")])

    package init(logger: Logger) {
        self.logger = logger
    }

    package func skipped(_ deliveries: [SkippedDelivery]) {
        counter.increment(by: deliveries.count)
        let groups = Dictionary(grouping: deliveries) {
            Group(webhook: $0.webhook, reason: $0.reason, isNew: $0.isNew)
        }
        for (group, deliveries) in groups.sorted(by: { $0.key.webhook < $1.key.webhook }) { log(group, deliveries) }
    }

    private func log(_ group: Group, _ deliveries: [SkippedDelivery]) {
        let fields: Logger.Metadata = ["webhook": "\(group.webhook)", "reason": "\(group.reason.rawValue)"]
        let isMany = deliveries.count > Self.maximumLines
        if isMany, !group.isNew {
            let count: Logger.Metadata = ["count": "\(deliveries.count)"]
            logger.info("Deliveries were skipped", metadata: fields.merging(count) { $1 })
        }
        // A webhook may stay disabled for long, and every event is skipped for it.
        let isDetail = group.isNew || isMany
        guard !isDetail || logger.logLevel <= .debug else { return }
        for delivery in deliveries {
            let all = fields.merging(["delivery": "\(delivery.id)"]) { $1 }
            if isDetail {
                logger.debug("A delivery was skipped", metadata: all)
            } else {
                logger.info("A delivery was skipped", metadata: all)
            }
        }
    }
}
