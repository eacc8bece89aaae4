/// Signs the deliveries of one webhook with its live secrets.
///
/// Create one per webhook and keep it: everything that depends on the secrets alone is computed at creation. Copies
/// share that work, and a signer can be used from many tasks at once.
public struct WebhookSigner: Sendable, Redacted {
    /// The newest secret's key: Perfsee's own scheme carries one signature only.
    private let perfsee: KeyedHMAC

    /// The keys of all live secrets, newest first.
    private let standard: [KeyedHMAC]

    /// Creates a signer for `newest` and, during their overlap, the secrets it replaced.
    ///
    /// - Parameter older: the secrets that are still valid, newest first.
    public init(_ newest: WebhookSecret, older: [WebhookSecret] = []) {
        perfsee = KeyedHMAC(key: newest.perfseeKey)
        standard = ([newest] + older).map { KeyedHMAC(key: $0.standardKey) }
    }

    /// The values of the two signature headers of one attempt.
    ///
    /// - Parameters:
    ///   - deliveryID: the value of `X-Perfsee-Delivery` and `webhook-id`.
    ///   - timestamp: the value of `webhook-timestamp`, in Unix seconds.
    ///   - body: the bytes exactly as they are sent.
    /// - Returns: `perfsee` for `X-Perfsee-Signature-256`, `standard` for `webhook-signature`.
    public func headers(
        deliveryID: String, timestamp: Int64, body: UnsafeRawBufferPointer
    ) -> (perfsee: String, standard: String) {
        let prefix = StandardWebhooksSignature.signedPrefix(id: deliveryID, timestamp: timestamp)
        var signatures = StandardWebhooksSignature.text(of: standard[0], prefix: prefix, body: body)
        for key in standard.dropFirst() {
            signatures += " " + StandardWebhooksSignature.text(of: key, prefix: prefix, body: body)
        }
        return (PerfseeSignature.text(of: perfsee, body: body), signatures)
    }

    /// The values of the two signature headers of one attempt.
    ///
    /// - Parameters:
    ///   - deliveryID: the value of `X-Perfsee-Delivery` and `webhook-id`.
    ///   - timestamp: the value of `webhook-timestamp`, in Unix seconds.
    ///   - body: the bytes exactly as they are sent.
    /// - Returns: `perfsee` for `X-Perfsee-Signature-256`, `standard` for `webhook-signature`.
    public func headers(deliveryID: String, timestamp: Int64, body: [UInt8]) -> (perfsee: String, standard: String) {
        body.withUnsafeBytes { headers(deliveryID: deliveryID, timestamp: timestamp, body: $0) }
    }
}
