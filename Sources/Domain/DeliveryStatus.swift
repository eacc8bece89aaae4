/// What people are told about where a delivery stands: the same on the pages and on the command line.
package enum DeliveryStatus: Hashable, Sendable {
    /// Why a delivery was not sent.
    package enum SkipReason: Hashable, Sendable, CaseIterable {
        case webhookDisabled
        /// For an application, leaving the project is another reason; which of them it was is not recorded.
        case webhookDisabledOrMembershipEnded
    }

    /// `last` is the latest attempt; nil if there was none, or if it is not known.
    case delivered(last: AttemptSummary?)
    case failed(attempts: Int, last: AttemptSummary?)
    case skipped(SkipReason)
    case sending
    /// Waiting for its webhook: the receiver is failing or has asked to wait, and the next attempt for the webhook belongs to
    /// another delivery or is still to come.
    case paused(DeliveryHold, last: AttemptSummary?)
    /// To be sent for the first time.
    case waiting
    /// Has failed and is tried again: `next` counts from 1. `total` and `due` are nil if they are not known.
    case retry(next: Int, total: Int?, due: Timestamp?, last: AttemptSummary?)

    /// - Parameters:
    ///   - hold: nil unless it waits for its webhook's receiver.
    ///   - maxAttempts: how many attempts the webhook's schedule allows; nil if that is not known. There may be more
    ///     after a redelivery.
    package init(
        state: Delivery.State, attempts: Int, due: Timestamp?, last: AttemptSummary?, hold: DeliveryHold?,
        maxAttempts: Int?, skipped: SkipReason
    ) {
        switch state {
        case .delivered: self = .delivered(last: last)
        case .failed: self = .failed(attempts: attempts, last: last)
        case .skipped: self = .skipped(skipped)
        case .sending: self = .sending
        case .pending:
            if let hold {
                self = .paused(hold, last: last)
                return
            }
            guard attempts > 0 else {
                self = .waiting
                return
            }
            let next = attempts + 1
            self = .retry(next: next, total: maxAttempts.map { max($0, next) }, due: due, last: last)
        }
    }
}

extension DeliveryStatus {
    /// - Parameters:
    ///   - webhook: nil if it was deleted.
    ///   - isOfApplication: whether an application owns the delivery.
    ///   - defaultSchedule: the server's, for webhooks without one of their own.
    package init(
        _ delivery: Delivery, last: AttemptSummary?, webhook: Webhook?, isOfApplication: Bool,
        defaultSchedule: RetrySchedule, at now: Timestamp
    ) {
        self.init(
            state: delivery.state, attempts: delivery.attemptCount, due: delivery.nextAttemptAt, last: last,
            hold: delivery.hold(by: webhook, at: now),
            maxAttempts: webhook?.maxAttempts(of: delivery, by: defaultSchedule),
            skipped: isOfApplication ? .webhookDisabledOrMembershipEnded : .webhookDisabled)
    }
}

extension Webhook {
    /// How many attempts there may be since the delivery was created or last redelivered: those of the schedule, and one for a
    /// ping.
    /// - Parameter defaultSchedule: the server's, if it has none of its own.
    package func maxAttempts(of delivery: Delivery, by defaultSchedule: RetrySchedule) -> Int {
        delivery.eventType == .ping ? 1 : (retrySchedule ?? defaultSchedule).attempts
    }
}
