import Domain

/// What the pool shares connections by: webhooks of one origin that ask for different versions of HTTP have connections
/// of their own, so that neither gets the other's version.
struct ConnectionKey: Hashable {
    let origin: WebhookURL.Origin
    let version: WebhookHTTPVersion
}
