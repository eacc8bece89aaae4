/// The signature of the Standard Webhooks specification: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`.
public enum StandardWebhooksSignature {
    /// The header that carries the signatures, separated by spaces.
    public static let headerName = "webhook-signature"

    /// The header that carries the delivery id.
    public static let idHeaderName = "webhook-id"

    /// The header that carries the time of the attempt in Unix seconds.
    public static let timestampHeaderName = "webhook-timestamp"

    /// The prefix of a signature of this version.
    public static let prefix = "v1,"

    /// How many signatures in one header are checked; more are ignored, so that nobody can keep a receiver busy.
    public static let maximumSignatures = 32

    /// The signature of one attempt.
    ///
    /// - Parameters:
    ///   - id: the value of `webhook-id`.
    ///   - timestamp: the value of `webhook-timestamp`, in Unix seconds.
    ///   - body: the bytes exactly as sent.
    public static func sign(id: String, timestamp: Int64, body: [UInt8], with secret: WebhookSecret) -> String {
        body.withUnsafeBytes { body in
            text(of: KeyedHMAC(key: secret.standardKey), prefix: signedPrefix(id: id, timestamp: timestamp), body: body)
        }
    }

    /// Whether one of the signatures in `header` was made from this attempt with `secret`, compared in constant time.
    ///
    /// Signatures of unknown versions are skipped.
    ///
    /// - Parameters:
    ///   - header: the value of `webhook-signature`: signatures separated by spaces.
    ///   - id: the value of `webhook-id`.
    ///   - timestamp: the value of `webhook-timestamp`, in Unix seconds. Whether it is recent is not checked here.
    ///   - body: the bytes exactly as received.
    public static func verify(
        _ header: String, id: String, timestamp: Int64, body: [UInt8], with secret: WebhookSecret
    ) -> Bool {
        let expected = sign(id: id, timestamp: timestamp, body: body, with: secret)
        let signatures = header.split(maxSplits: maximumSignatures) { $0 == " " || $0 == "\t" }
        return signatures.prefix(maximumSignatures).reduce(false) { matched, signature in
            ConstantTime.equal(expected, String(signature)) || matched
        }
    }

    static func signedPrefix(id: String, timestamp: Int64) -> [UInt8] {
        var prefix: [UInt8] = []
        prefix.reserveCapacity(id.utf8.count + 22)
        prefix.append(contentsOf: id.utf8)
        prefix.append(UInt8(ascii: "."))
        prefix.append(contentsOf: String(timestamp).utf8)
        prefix.append(UInt8(ascii: "."))
        return prefix
    }

    static func text(of key: KeyedHMAC, prefix signedPrefix: [UInt8], body: UnsafeRawBufferPointer) -> String {
        let length = prefix.utf8.count + (KeyedHMAC.byteCount + 2) / 3 * 4
        return key.withCode(prefix: signedPrefix, body: body) { code in
            String(unsafeUninitializedCapacity: length) { text in
                let end = text.write(prefix)
                return end + Base64.standard.write(code, to: UnsafeMutableBufferPointer(rebasing: text[end...]))
            }
        }
    }
}
