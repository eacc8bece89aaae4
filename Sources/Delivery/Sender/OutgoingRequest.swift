package import Domain
package import NIOCore
package import NIOHTTP1

/// One POST to be sent.
package struct OutgoingRequest: Sendable {
    /// The webhook it belongs to: connections are shared fairly among webhooks.
    package var webhook: Int64
    /// The owner, whose webhooks share a quota of name lookups.
    package var owner: WebhookOwner
    package var url: WebhookURL
    /// All headers but `Host` and `Content-Length`, in wire order. Names and values are checked where they are set:
    /// they contain no CR, LF, or NUL.
    package var headers: HTTPHeaders
    package var body: ByteBuffer
    /// For the whole exchange, from the name lookup to the head of the response.
    package var timeout: Duration
    package var version: WebhookHTTPVersion

    package init(
        webhook: Int64, owner: WebhookOwner, url: WebhookURL, headers: HTTPHeaders, body: ByteBuffer,
        timeout: Duration, version: WebhookHTTPVersion = .http1
    ) {
        self.webhook = webhook
        self.owner = owner
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.version = version
    }

    /// The head as sent: `Host` first, `Content-Length` last.
    var head: HTTPRequestHead {
        var all = HTTPHeaders()
        all.reserveCapacity(headers.count + 2)
        all.add(name: "Host", value: url.authority)
        all.add(contentsOf: headers)
        all.add(name: "Content-Length", value: String(body.readableBytes))
        return HTTPRequestHead(version: .http1_1, method: .POST, uri: url.requestTarget, headers: all)
    }
}
