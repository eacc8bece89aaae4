public import Foundation

/// A URL that a project wants events sent to.
public struct Webhook: Codable, Sendable, Hashable {
    /// The webhook's id.
    public let id: Int
    /// Where events are sent.
    public let url: String
    /// Whether deliveries are signed.
    public let hasSecret: Bool
    /// `POST`
    public let method: String
    /// The event type expression.
    public let eventType: String
    /// Whether events are sent.
    public let enabled: Bool
    /// `manual`, `gone` or `failing`; nil where it is enabled.
    public let disabledReason: String?
    /// What its owner says about it.
    public let description: String?
    /// The names of its extra headers; their values are never shown.
    public let headers: HeaderNames?
    /// The waits between attempts in seconds; nil for the default.
    public let retrySchedule: [Int]?
    /// Seconds for a whole exchange.
    public let timeout: Int?
    /// Exchanges at once.
    public let maxConcurrency: Int?
    /// Attempts a second; nil for any number.
    public let rateLimit: Int?
    /// When it was created.
    public let createdAt: Date
    /// When it was last changed.
    public let updatedAt: Date?
    /// The last attempt; nil where there was none.
    public let lastDelivery: LastDelivery?

    /// What came of a webhook's last attempt.
    public struct LastDelivery: Codable, Sendable, Hashable {
        /// The delivery's id.
        public let deliveryId: String
        /// When the attempt began.
        public let startTime: Date
        /// When it was over.
        public let endTime: Date?
        /// The answer's status; nil where none came.
        public let statusCode: Int?
        /// Whether the delivery was taken.
        public let isSuccess: Bool
        /// Why it was not.
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

    /// Reads a list of names, a list of objects with a `name`, or an object whose keys are the names.
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

    /// Writes a list of names.
    public func encode(to encoder: any Encoder) throws {
        try names.encode(to: encoder)
    }
}
