/// A webhook to be created. What is nil gets the server's default.
public struct NewWebhook: Codable, Sendable, Hashable {
    /// Where events are to be sent: `http` or `https`.
    public var url: String
    /// What deliveries are signed with; nil leaves them unsigned.
    public var secret: String?
    /// The event type expression; nil for `*`.
    public var eventType: String?
    /// Whether events are sent.
    public var enabled: Bool?
    /// What its owner says about it.
    public var description: String?
    /// Extra headers.
    public var headers: [String: String]?
    /// The waits between attempts in seconds.
    public var retrySchedule: [Int]?
    /// Seconds for a whole exchange, 1...30.
    public var timeout: Int?
    /// Exchanges at once, 1...256.
    public var maxConcurrency: Int?
    /// Attempts a second, 1...10,000.
    public var rateLimit: Int?

    /// A webhook for `url`; everything else can be set afterwards.
    public init(url: String, secret: String? = nil, eventType: String? = nil, description: String? = nil) {
        self.url = url
        self.secret = secret
        self.eventType = eventType
        self.description = description
    }
}
