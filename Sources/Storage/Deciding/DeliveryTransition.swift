package import Domain

/// How an attempt changes its delivery's row. A delivery that would wait for another attempt is skipped if its webhook
/// is disabled or gone, or if its application is no longer a member of the project; a ping goes even to a disabled
/// webhook.
package struct DeliveryTransition {
    package private(set) var state: Delivery.State
    package private(set) var due: Timestamp?
    /// By how much it moves on in its schedule.
    package private(set) var steps = 1
    /// Whether the delivery is skipped unless it is a ping.
    package private(set) var onlyPings = false
    /// Whether the delivery is skipped unless its application still receives the event's project.
    package private(set) var onlyHeard = false

    /// Why the delivery is skipped, if it is.
    package var skipReason: SkippedDelivery.Reason {
        isGone ? .gone : onlyPings ? .disabled : .membership
    }

    private var isGone = false

    /// - Parameter status: the webhook's status including the attempt; nil if the webhook is gone.
    package init(_ next: Delivery.Next, status: WebhookStatus?) {
        switch next {
        case .delivered: state = .delivered
        case .failed, .gone: state = .failed
        case .pending(let time, let usesStep): (state, due, steps) = (.pending, time, usesStep ? 1 : 0)
        }
        guard state == .pending else { return }
        isGone = status == nil
        if isGone { skip() }
        onlyPings = status?.disabledReason != nil
        onlyHeard = status?.owner.application != nil
    }

    package mutating func skip() {
        (state, due) = (.skipped, nil)
    }
}
