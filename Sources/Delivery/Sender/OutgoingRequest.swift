package import Domain
package import NIOCore
package import NIOHTTP1

/// One POST that is to go out.
package struct OutgoingRequest: Sendable {
    /// Whose it is: connections are shared fairly among webhooks.
    package var webhook: Int64
    /// With whose other webhooks it shares the look-ups of names.
    package var owner: WebhookOwner
    package var url: TargetURL
    /// All but `Host` and `Content-Length`, in the order of the wire. Names and values are checked where they come
    /// from: they hold no CR, LF or NUL.
    package var headers: HTTPHeaders
    package var body: ByteBuffer
    /// For the whole exchange, from the look-up of the name to the answer's head.
    package var timeout: TimeAmount

    package init(
        webhook: Int64, owner: WebhookOwner, url: TargetURL, headers: HTTPHeaders, body: ByteBuffer, timeout: TimeAmount
    ) {
        self.webhook = webhook
        self.owner = owner
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }

    /// The head as it stands on the wire: `Host` first, `Content-Length` last.
    var head: HTTPRequestHead {
        var all = HTTPHeaders()
        all.reserveCapacity(headers.count + 2)
        all.add(name: "Host", value: url.authority)
        all.add(contentsOf: headers)
        all.add(name: "Content-Length", value: String(body.readableBytes))
        return HTTPRequestHead(version: .http1_1, method: .POST, uri: url.requestTarget, headers: all)
    }
}
