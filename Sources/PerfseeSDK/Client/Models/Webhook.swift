public import Foundation

/// A URL that receives a project's events.
public struct Webhook: Codable, Sendable, Hashable {
    /// The webhook's ID.
    public let id: Int
    /// The URL that events are sent to.
    public let url: String
    /// Whether deliveries are signed.
    public let hasSecret: Bool
    /// Whether a new secret is prepared, which signs nothing until the webhook is switched to it; nil with an older
    /// server.
    public let hasPreparedSecret: Bool?
    /// Always `POST`.
    public let method: String
    /// The event type expression.
    public let eventType: String
    /// Whether events are sent.
    public let enabled: Bool
    /// Why it is disabled: `manual`, `gone` or `failing`; nil if it is enabled.
    public let disabledReason: String?
    /// A description chosen by its owner.
    public let description: String?
    /// The names of its extra headers; their values are never shown.
    public let headers: HeaderNames?
    /// The delays between attempts, in seconds; nil for the server's default.
    public let retrySchedule: [Int]?
    /// The timeout of a whole exchange, in seconds.
    public let timeout: Int?
    /// The maximum number of concurrent exchanges.
    public let maxConcurrency: Int?
    /// The maximum number of attempts per second; nil for no limit.
    public let rateLimit: Int?
    /// The version of HTTP that deliveries are sent with: `1.1` or `2`; nil with an older server.
    public let httpVersion: String?
    /// When it was created.
    public let createdAt: Date
    /// When it was last changed.
    public let updatedAt: Date?
    /// How it fares: `ok`, `failing` (the last attempt failed), `paused` (one delivery at a time is tried until the receiver
    /// accepts one) or `disabled`; nil with an older server.
    public let health: String?
    /// When the first attempt since the last success failed; nil if none did.
    public let failingSince: Date?
    /// When a paused webhook is tried again; nil if it is not paused.
    public let nextTryAt: Date?
    /// The last attempt; nil if there was none.
    public let lastDelivery: LastDelivery?
    /// What is probably a mistake, such as an item of its event type expression that matches no known type; nil in lists,
    /// and from servers that don't look.
    public let warnings: [Warning]?

    /// What is probably a mistake in a webhook that was accepted.
    public struct Warning: Codable, Sendable, Hashable {
        /// The field's name.
        public let field: String
        /// A sentence that says what is odd about it.
        public let message: String
    }

    /// The result of a webhook's last attempt.
    public struct LastDelivery: Codable, Sendable, Hashable {
        /// The delivery's ID.
        public let deliveryId: String
        /// When the attempt began.
        public let startTime: Date
        /// When the attempt ended.
        public let endTime: Date?
        /// The HTTP status of the response; nil if there was none.
        public let statusCode: Int?
        /// Whether the receiver accepted the delivery.
        public let isSuccess: Bool
        /// Why the attempt failed, as a code such as `timeout`.
        public let reason: String?
    }
}

/// The names of a webhook's extra headers.
public struct HeaderNames: Codable, Sendable, Hashable {
    /// The names.
    public let names: [String]

    private struct Named: Decodable {
        let name: String
    }

    /// Decodes a list of names, a list of objects with a `name`, or an object whose keys are the names.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let names = try? container.decode([String].self) {
            self.names = names
        } else if let named = try? container.decode([Named].self) {
            names = named.map(\.name)
        } else {
            names = try container.decode([String: String?].self).keys.sorted()
        }
    }

    /// Encodes a list of names.
    public func encode(to encoder: any Encoder) throws {
        try names.encode(to: encoder)
    }
}
