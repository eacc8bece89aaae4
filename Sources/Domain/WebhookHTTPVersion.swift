/// The version of HTTP that a webhook's deliveries are sent with. The raw values are those of the API and the store.
package enum WebhookHTTPVersion: String, Hashable, Sendable, CaseIterable {
    /// HTTP/1.1, and HTTP/2 where the receiver speaks nothing else.
    case http1 = "1.1"
    /// HTTP/2. Over TLS, HTTP/1.1 where the receiver does not offer it; without TLS, HTTP/2 is not negotiated, so the
    /// receiver has to speak it.
    case http2 = "2"
}
