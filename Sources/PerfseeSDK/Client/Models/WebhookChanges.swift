/// What to do with one field of a resource.
public enum FieldChange<Value: Encodable & Sendable>: Sendable {
    /// Leave it.
    case keep
    /// Restore the default; a secret is taken away.
    case reset
    /// Set it.
    case set(Value)

    /// ``set(_:)`` where there is a value, ``keep`` where there is none.
    public init(_ value: Value?) {
        self = value.map { .set($0) } ?? .keep
    }
}

/// What to change of a webhook: a merge patch (RFC 7396).
public struct WebhookChanges: Encodable, Sendable {
    /// Where events are to be sent.
    public var url: FieldChange<String> = .keep
    /// What deliveries are signed with, from now on and without overlap.
    public var secret: FieldChange<String> = .keep
    /// The event type expression.
    public var eventType: FieldChange<String> = .keep
    /// Whether events are sent.
    public var enabled: FieldChange<Bool> = .keep
    /// What its owner says about it.
    public var description: FieldChange<String> = .keep
    /// Extra headers.
    public var headers: FieldChange<[String: String]> = .keep
    /// The waits between attempts in seconds.
    public var retrySchedule: FieldChange<[Int]> = .keep
    /// Seconds for a whole exchange.
    public var timeout: FieldChange<Int> = .keep
    /// Exchanges at once.
    public var maxConcurrency: FieldChange<Int> = .keep
    /// Attempts a second.
    public var rateLimit: FieldChange<Int> = .keep

    /// No changes yet.
    public init() {}

    private enum CodingKeys: String, CodingKey {
        case url, secret, eventType, enabled, description, headers, retrySchedule, timeout, maxConcurrency, rateLimit
    }

    /// Writes what is to be changed alone.
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
    }
}

extension KeyedEncodingContainer {
    fileprivate mutating func encode<Value>(_ change: FieldChange<Value>, forKey key: Key) throws {
        switch change {
        case .keep: break
        case .reset: try encodeNil(forKey: key)
        case .set(let value): try encode(value, forKey: key)
        }
    }
}
