import Domain

/// Where an attempt leaves its delivery's row. What would wait for another attempt is skipped where its webhook is
/// disabled or gone, or its application no longer a member of the project; a ping goes to a disabled webhook as well.
struct DeliveryTransition {
    private(set) var state: Delivery.State
    private(set) var due: Timestamp?
    /// Whether it is skipped unless it is a ping.
    private(set) var onlyPings = false
    /// Whether it is skipped unless its application still hears of the event's project.
    private(set) var onlyHeard = false

    /// - Parameter status: how the webhook statuses with the attempt counted; nil where it is gone.
    init(_ next: Delivery.Next, status: WebhookStatus?) {
        switch next {
        case .delivered: state = .delivered
        case .failed, .gone: state = .failed
        case .pending(let time): (state, due) = (.pending, time)
        }
        guard state == .pending else { return }
        if status == nil { skip() }
        onlyPings = status?.disabledReason != nil
        onlyHeard = status?.owner.application != nil
    }

    mutating func skip() {
        (state, due, onlyPings, onlyHeard) = (.skipped, nil, false, false)
    }
}
