import Domain

/// How a delivery goes on, as far as its webhook decides that.
struct DeliveryOutlook: Sendable {
    let maxAttempts: Int
    let isPaused: Bool

    /// Nil if the webhook was deleted.
    /// - Parameter defaultSchedule: the server's, for webhooks without one of their own.
    init?(_ delivery: Delivery, _ webhook: Webhook?, defaultSchedule: RetrySchedule, at now: Timestamp) {
        guard let webhook else { return nil }
        maxAttempts = webhook.maxAttempts(by: defaultSchedule)
        isPaused = delivery.isPaused(by: webhook, at: now)
    }

    func writeFields(to json: inout JSONWriter) {
        json.integer("maxAttempts", maxAttempts)
        json.bool("isPaused", isPaused)
    }

    static let fields: [Schema.Property] = [
        .maybe(
            "maxAttempts",
            Schema.integer().described(
                "How many attempts the webhook's retry schedule allows; a redelivery starts over. Absent once the webhook is "
                    + "deleted, in the stream, and in the response to a redelivery.")),
        .maybe(
            "isPaused",
            Schema.bool.described(
                "Whether it is due but waits because its receiver is failing. Absent together with maxAttempts.")),
    ]
}
