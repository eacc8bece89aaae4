public import Foundation

/// One HTTP exchange of a delivery.
public struct Attempt: Codable, Sendable, Hashable {
    /// Counts up from 1.
    public let number: Int
    /// When it began.
    public let startTime: Date
    /// When it was over.
    public let endTime: Date?
    /// Whether the delivery was taken.
    public let isSuccess: Bool
    /// Why it was not, in a word, e.g. `timeout`.
    public let reason: String?
    /// Why it was not, in a sentence; of one that was, what is remarkable about it, if anything.
    public let detail: String?
    /// What was sent.
    public let request: Request?
    /// What came back; nil where nothing did.
    public let response: Response?
    /// How long its parts took.
    public let timings: Timings?

    /// What was sent, secrets masked.
    public struct Request: Codable, Sendable, Hashable {
        /// Where to.
        public let url: String
        /// The headers.
        public let headers: HeaderFields?
        /// The body.
        public let body: String?
    }

    /// What came back.
    public struct Response: Codable, Sendable, Hashable {
        /// The status.
        public let status: Int
        /// The headers.
        public let headers: HeaderFields?
        /// The body, as far as it was kept.
        public let body: String?
        /// Whether the body went on.
        public let truncated: Bool?
    }

    /// Milliseconds; nil for what did not take place.
    public struct Timings: Codable, Sendable, Hashable {
        /// Looking up the name.
        public let dns: Double?
        /// Connecting.
        public let connect: Double?
        /// The TLS handshake.
        public let tls: Double?
        /// From the request to the answer's first byte.
        public let firstByte: Double?
        /// All of it.
        public let total: Double?
    }
}

/// Header fields in their order.
public struct HeaderFields: Codable, Sendable, Hashable {
    /// One header field.
    public struct Field: Codable, Sendable, Hashable {
        /// The field's name.
        public let name: String
        /// The field's value.
        public let value: String
    }

    /// The fields in their order, where the server kept it.
    public let fields: [Field]

    /// Reads a list of objects with `name` and `value`, or an object of names and values.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let fields = try? container.decode([Field].self) {
            self.fields = fields
        } else {
            fields = try container.decode([String: String].self).sorted { $0.key < $1.key }
                .map { Field(name: $0.key, value: $0.value) }
        }
    }

    /// Writes a list of objects with `name` and `value`.
    public func encode(to encoder: any Encoder) throws {
        try fields.encode(to: encoder)
    }
}
