/// What to do with one field of a resource.
public enum FieldChange<Value: Encodable & Sendable>: Sendable {
    /// Keeps the field as it is.
    case keep
    /// Restores the default; a secret is removed.
    case reset
    /// Sets the field.
    case set(Value)

    /// ``set(_:)`` with a value, ``keep`` without one.
    public init(_ value: Value?) {
        self = value.map { .set($0) } ?? .keep
    }
}

/// Changes to a webhook: a merge patch (RFC 7396).
public struct WebhookChanges: Encodable, Sendable {
    /// The `http` or `https` URL to send events to.
    public var url: FieldChange<String> = .keep
    /// The secret that signs deliveries, effective immediately and without an overlap.
    public var secret: FieldChange<String> = .keep
    /// The event type expression.
    public var eventType: FieldChange<String> = .keep
    /// Whether events are sent.
    public var enabled: FieldChange<Bool> = .keep
    /// A description chosen by its owner.
    public var description: FieldChange<String> = .keep
    /// Extra headers to send.
    public var headers: FieldChange<[String: String]> = .keep
    /// The delays between attempts, in seconds; null restores the server's default.
    public var retrySchedule: FieldChange<[Int]> = .keep
    /// The timeout of a whole exchange, in seconds: 1...30.
    public var timeout: FieldChange<Int> = .keep
    /// The maximum number of concurrent exchanges: 1...256.
    public var maxConcurrency: FieldChange<Int> = .keep
    /// The maximum number of attempts per second: 1...10,000.
    public var rateLimit: FieldChange<Int> = .keep
    /// The version of HTTP to send with: `1.1` or `2`.
    public var httpVersion: FieldChange<String> = .keep

    /// Creates a patch without changes.
    public init() {}

    private enum CodingKeys: String, CodingKey {
        case url, secret, eventType, enabled, description, headers, retrySchedule, timeout, maxConcurrency, rateLimit
        case httpVersion
    }

    /// Encodes only the fields that change.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(url, forKey: .url)
        try container.encode(secret, forKey: .secret)
        try container.encode(eventType, forKey: .eventType)
        try container.encode(enabled, forKey: .enabled)
        try container.encode(description, forKey: .description)
        try container.encode(headers, forKey: .headers)
        try container.encode(retrySchedule, forKey: .retrySchedule)
        try container.encode(timeout, forKey: .timeout)
        try container.encode(maxConcurrency, forKey: .maxConcurrency)
        try container.encode(rateLimit, forKey: .rateLimit)
        try container.encode(httpVersion, forKey: .httpVersion)
    }
}

extension KeyedEncodingContainer {
    mutating func encode<Value>(_ change: FieldChange<Value>, forKey key: Key) throws {
        switch change {
        case .keep: break
        case .reset: try encodeNil(forKey: key)
        case .set(let value): try encode(value, forKey: key)
        }
    }
}
