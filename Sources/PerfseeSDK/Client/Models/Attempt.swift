public import Foundation

/// One HTTP exchange of a delivery.
public struct Attempt: Codable, Sendable, Hashable {
    /// The attempt's number, counting up from 1.
    public let number: Int
    /// When it began.
    public let startTime: Date
    /// When it ended.
    public let endTime: Date?
    /// Whether the receiver accepted the delivery.
    public let isSuccess: Bool
    /// Why the attempt failed, as a code such as `timeout`.
    public let reason: String?
    /// A sentence that explains the failure; after a success, anything remarkable about it.
    public let detail: String?
    /// The request that was sent.
    public let request: Request?
    /// The response; nil if there was none.
    public let response: Response?
    /// How long its steps took.
    public let timings: Timings?

    /// The request that was sent, with secrets masked.
    public struct Request: Codable, Sendable, Hashable {
        /// The URL.
        public let url: String
        /// The headers.
        public let headers: HeaderFields?
        /// The body.
        public let body: String?
    }

    /// The receiver's response.
    public struct Response: Codable, Sendable, Hashable {
        /// The HTTP status.
        public let status: Int
        /// The headers.
        public let headers: HeaderFields?
        /// The stored beginning of the body.
        public let body: String?
        /// Whether the body was longer than what is stored.
        public let truncated: Bool?
    }

    /// Durations in milliseconds; nil for a step that did not take place.
    public struct Timings: Codable, Sendable, Hashable {
        /// The DNS lookup.
        public let dns: Double?
        /// The TCP connection.
        public let connect: Double?
        /// The TLS handshake.
        public let tls: Double?
        /// From sending the request to the first byte of the response.
        public let firstByte: Double?
        /// The whole exchange.
        public let total: Double?
    }
}

/// Header fields in order.
public struct HeaderFields: Codable, Sendable, Hashable {
    /// One header field.
    public struct Field: Codable, Sendable, Hashable {
        /// The field's name.
        public let name: String
        /// The field's value.
        public let value: String
    }

    /// The fields, in order if the server kept it.
    public let fields: [Field]

    /// Decodes a list of objects with `name` and `value`, or an object of names and values.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let fields = try? container.decode([Field].self) {
            self.fields = fields
        } else {
            fields = try container.decode([String: String].self).sorted { $0.key < $1.key }
                .map { Field(name: $0.key, value: $0.value) }
        }
    }

    /// Encodes a list of objects with `name` and `value`.
    public func encode(to encoder: any Encoder) throws {
        try fields.encode(to: encoder)
    }
}
