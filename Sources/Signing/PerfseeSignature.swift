/// Perfsee's own signature: `sha256=` and the lowercase hex HMAC-SHA256 of the body, keyed with the secret's UTF-8.
public enum PerfseeSignature {
    /// The header that carries it.
    public static let headerName = "X-Perfsee-Signature-256"

    /// The prefix of the header's value.
    public static let prefix = "sha256="

    /// The signature of `body`, the bytes exactly as they are sent.
    public static func sign(_ body: [UInt8], with secret: WebhookSecret) -> String {
        body.withUnsafeBytes { sign($0, with: secret) }
    }

    /// The signature of `body`, the bytes exactly as they are sent.
    public static func sign(_ body: UnsafeRawBufferPointer, with secret: WebhookSecret) -> String {
        text(of: KeyedHMAC(key: secret.perfseeKey), body: body)
    }

    /// Whether `signature` was made from `body` with `secret`, compared in constant time.
    ///
    /// - Parameter signature: the header's value.
    public static func verify(_ signature: String, body: [UInt8], with secret: WebhookSecret) -> Bool {
        ConstantTime.equal(sign(body, with: secret), signature)
    }

    static func text(of key: KeyedHMAC, body: UnsafeRawBufferPointer) -> String {
        let length = prefix.utf8.count + KeyedHMAC.byteCount * 2
        return key.withCode(body: body) { code in
            String(unsafeUninitializedCapacity: length) { text in
                let end = text.write(prefix)
                Hex.write(code, to: UnsafeMutableBufferPointer(rebasing: text[end...]))
                return length
            }
        }
    }
}

extension UnsafeMutableBufferPointer<UInt8> {
    /// Writes `text` to the start and returns how many bytes it took.
    func write(_ text: String) -> Int {
        var count = 0
        for byte in text.utf8 {
            self[count] = byte
            count += 1
        }
        return count
    }
}
