/// A URL that a project (or an application) wants events sent to.
package struct Webhook: Hashable, Sendable {
    package typealias ID = Int64

    package enum DisabledReason: String, Sendable, CaseIterable {
        /// Someone with the right to do so disabled it.
        case manual
        /// The receiver answered 410.
        case gone
        /// Its attempts kept failing for five days.
        case failing
    }

    /// The latest attempt for a webhook: the status mark in every list.
    package struct LastDelivery: Hashable, Sendable {
        package var deliveryID: DeliveryID
        package var startTime: Timestamp
        package var endTime: Timestamp
        package var statusCode: Int?
        package var reason: FailureReason?

        package var isSuccess: Bool { reason == nil }

        package init(
            deliveryID: DeliveryID, startTime: Timestamp, endTime: Timestamp, statusCode: Int?, reason: FailureReason?
        ) {
            self.deliveryID = deliveryID
            self.startTime = startTime
            self.endTime = endTime
            self.statusCode = statusCode
            self.reason = reason
        }
    }

    package var id: ID
    package var url: String
    package var hasSecret: Bool
    /// Whether there is a secret that signs nothing until the webhook is switched to it.
    package var hasPreparedSecret: Bool
    package var eventType: EventTypeExpression
    /// Nil while the webhook is enabled.
    package var disabledReason: DisabledReason?
    package var description: String
    /// The names of its custom headers; their values are write-only.
    package var headerNames: [String]
    /// Nil means the server's default: `RetrySchedule.standard`, unless its operator has set another.
    package var retrySchedule: RetrySchedule?
    /// For the whole exchange, in whole seconds.
    package var timeout: Duration
    package var maxConcurrency: Int
    /// Attempts per second; nil for no limit.
    package var rateLimit: Int?
    package var httpVersion: WebhookHTTPVersion
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    package var health: WebhookHealth
    package var lastDelivery: LastDelivery?

    package var isEnabled: Bool { disabledReason == nil }

    package static let timeoutRange: ClosedRange<Duration> = .seconds(1) ... .seconds(30)
    package static let defaultTimeout: Duration = .seconds(30)
    package static let concurrencyRange = 1...256
    package static let defaultConcurrency = 8
    package static let rateRange = 1...10_000
    package static let defaultHTTPVersion = WebhookHTTPVersion.http1
    /// How long the previous secret may go on signing after a rotation.
    package static let overlapRange: ClosedRange<Duration> = .zero ... .days(7)
    /// The most webhooks a project may have.
    package static let maximumPerProject = 100
    /// The most webhooks an application may have.
    package static let maximumPerApplication = 100
    package static let maximumURLLength = 1024
    package static let maximumDescriptionLength = 255
    package static let maximumHeaders = 20
    /// The maximum size of all custom headers, names and values together, in bytes.
    package static let maximumHeaderBytes = 4096
    package static let method = "POST"
    package static let defaultEventType = "*"

    package init(
        id: ID, url: String, hasSecret: Bool, hasPreparedSecret: Bool = false, eventType: EventTypeExpression,
        disabledReason: DisabledReason?, description: String, headerNames: [String], retrySchedule: RetrySchedule?,
        timeout: Duration,
        maxConcurrency: Int, rateLimit: Int?, httpVersion: WebhookHTTPVersion = defaultHTTPVersion,
        createdAt: Timestamp,
        updatedAt: Timestamp, health: WebhookHealth, lastDelivery: LastDelivery?
    ) {
        self.id = id
        self.url = url
        self.hasSecret = hasSecret
        self.hasPreparedSecret = hasPreparedSecret
        self.eventType = eventType
        self.disabledReason = disabledReason
        self.description = description
        self.headerNames = headerNames
        self.retrySchedule = retrySchedule
        self.timeout = timeout
        self.maxConcurrency = maxConcurrency
        self.rateLimit = rateLimit
        self.httpVersion = httpVersion
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.health = health
        self.lastDelivery = lastDelivery
    }
}
