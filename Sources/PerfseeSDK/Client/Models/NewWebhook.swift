/// A webhook to create. The server's defaults apply to fields that are nil.
public struct NewWebhook: Codable, Sendable, Hashable {
    /// The `http` or `https` URL to send events to.
    public var url: String
    /// The secret to sign deliveries with; nil leaves them unsigned.
    public var secret: String?
    /// The event type expression; nil for `*`.
    public var eventType: String?
    /// Whether events are sent.
    public var enabled: Bool?
    /// A description chosen by its owner.
    public var description: String?
    /// Extra headers to send.
    public var headers: [String: String]?
    /// The delays between attempts, in seconds; nil for the server's default.
    public var retrySchedule: [Int]?
    /// The timeout of a whole exchange, in seconds: 1...30.
    public var timeout: Int?
    /// The maximum number of concurrent exchanges: 1...256.
    public var maxConcurrency: Int?
    /// The maximum number of attempts per second: 1...10,000.
    public var rateLimit: Int?
    /// The version of HTTP to send with, `1.1` or `2`; nil for `1.1`.
    public var httpVersion: String?

    /// Creates the description of a webhook for `url`; everything else can be set later.
    public init(url: String, secret: String? = nil, eventType: String? = nil, description: String? = nil) {
        self.url = url
        self.secret = secret
        self.eventType = eventType
        self.description = description
    }
}
