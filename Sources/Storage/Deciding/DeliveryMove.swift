import Domain

/// Where an attempt leaves its delivery's row. What would wait for another attempt is skipped where its webhook is
/// disabled or gone; a ping goes to a disabled webhook as well.
struct DeliveryMove {
    private(set) var state: Delivery.State
    private(set) var due: Timestamp?
    /// Whether it is skipped unless it is a ping.
    private(set) var onlyPings = false

    /// - Parameter fare: how the webhook fares with the attempt counted; nil where it is gone.
    init(_ next: Delivery.Next, fare: WebhookFare?) {
        switch next {
        case .delivered: state = .delivered
        case .failed, .gone: state = .failed
        case .pending(let time): (state, due) = (.pending, time)
        }
        guard state == .pending else { return }
        if fare == nil { skip() }
        onlyPings = fare?.disabledReason != nil
    }

    mutating func skip() {
        (state, due, onlyPings) = (.skipped, nil, false)
    }
}
