import Domain

/// How a delivery goes on, as far as its webhook decides that.
struct DeliveryOutlook: Sendable {
    let maxAttempts: Int
    let hold: DeliveryHold?

    /// Nil if the webhook was deleted.
    /// - Parameter defaultSchedule: the server's, for webhooks without one of their own.
    init?(_ delivery: Delivery, _ webhook: Webhook?, defaultSchedule: RetrySchedule, at now: Timestamp) {
        guard let webhook else { return nil }
        maxAttempts = webhook.maxAttempts(of: delivery, by: defaultSchedule)
        hold = delivery.hold(by: webhook, at: now)
    }

    func writeFields(to json: inout JSONWriter) {
        json.integer("maxAttempts", maxAttempts)
        json.bool("isPaused", hold != nil)
        json.time("pausedUntil", hold?.until)
    }

    static let fields: [Schema.Property] = [
        .maybe(
            "maxAttempts",
            Schema.integer().described(
                "How many attempts the webhook's retry schedule allows, 1 for a ping; a redelivery starts over. Absent once the "
                    + "webhook is deleted, in the stream, and in the response to a redelivery.")),
        .maybe(
            "isPaused",
            Schema.bool.described(
                "Whether it waits because its receiver is failing or has asked to wait. Absent together with maxAttempts."
            )),
        .maybe(
            "pausedUntil",
            Schema.time.described(
                "When the webhook is tried again while the delivery is paused; null if that is due. Absent together with "
                    + "maxAttempts."
            ).orNull),
    ]
}
