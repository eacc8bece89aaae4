import Domain
import NIOHTTP1
import Signing
import Storage

/// A webhook prepared for many sends: its URL parsed, its secrets keyed, its custom headers in place.
final class PreparedWebhook: Sendable {
    let target: WebhookTarget
    let url: WebhookURL
    let signer: WebhookSigner?

    /// Throws a sentence that says why if what is stored cannot be sent to.
    init(_ target: WebhookTarget) throws {
        self.target = target
        url = try WebhookURL(target.url)
        let secrets = try target.secrets.map { try WebhookSecret($0) }
        signer = secrets.first.map { WebhookSigner($0, older: Array(secrets.dropFirst())) }
    }

    /// Replaces the values of custom headers in the log.
    static let mask = "***"

    /// The headers of one attempt as WIRE.md defines them, in that order; custom headers come last.
    func headers(of delivery: LeasedDelivery, body: EventBody, at now: Timestamp) -> HTTPHeaders {
        let id = delivery.id.description
        var headers = HTTPHeaders()
        headers.reserveCapacity(12 + target.headers.count)
        headers.add(name: "Accept", value: "*/*")
        headers.add(name: "content-type", value: "application/json")
        headers.add(name: "User-Agent", value: "Perfsee-Hookshot/1")
        headers.add(name: "X-Perfsee-Delivery", value: id)
        if body.depth > 0 { headers.add(name: "X-Perfsee-Depth", value: String(body.depth)) }
        headers.add(name: "X-Perfsee-Event", value: delivery.eventType.header)
        headers.add(name: "X-Perfsee-Hook-ID", value: String(target.id))
        headers.add(name: "X-Perfsee-Hook-Project", value: delivery.project)
        let signatures = signer?.headers(deliveryID: id, timestamp: now.seconds, body: body.bytes)
        if let signatures { headers.add(name: "X-Perfsee-Signature-256", value: signatures.perfsee) }
        headers.add(name: "webhook-id", value: id)
        headers.add(name: "webhook-timestamp", value: String(now.seconds))
        if let signatures { headers.add(name: "webhook-signature", value: signatures.standard) }
        for header in target.headers { headers.add(name: header.name, value: header.value) }
        return headers
    }

    /// The same headers for the log: the values of custom headers may be credentials.
    func logged(_ headers: HTTPHeaders) -> [Attempt.Header] {
        let own = headers.count - target.headers.count
        return headers.enumerated().map { index, header in
            Attempt.Header(name: header.name, value: index < own ? header.value : Self.mask)
        }
    }
}
