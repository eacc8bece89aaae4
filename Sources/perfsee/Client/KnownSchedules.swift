import PerfseeSDK

/// How many attempts each webhook's schedule allows, as far as the list of deliveries said: the stream of changes does
/// not say it.
struct KnownSchedules {
    private var maxAttempts: [Int: Int] = [:]

    mutating func learn(from delivery: Delivery) {
        if let count = delivery.maxAttempts { maxAttempts[delivery.webhook] = count }
    }

    subscript(webhook: Int) -> Int? { maxAttempts[webhook] }
}
