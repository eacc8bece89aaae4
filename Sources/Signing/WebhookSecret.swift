/// What a webhook's deliveries are signed with.
///
/// Perfsee's own scheme uses the secret's UTF-8 bytes as they are. Standard Webhooks uses them too, but decodes a secret
/// written `whsec_<base64>` first.
public struct WebhookSecret: Sendable, Redacted {
    /// The most Unicode scalars a secret may have.
    public static let maximumLength = 255

    /// How a secret begins whose rest is base64.
    public static let prefix = "whsec_"

    /// How many random bytes are in a generated secret.
    public static let generatedByteCount = 32

    /// The secret as it was written. Whoever knows it can sign.
    public let text: String

    /// The key of Perfsee's own scheme.
    var perfseeKey: [UInt8] { Array(text.utf8) }

    /// The key of Standard Webhooks.
    let standardKey: [UInt8]

    /// A secret that somebody chose.
    ///
    /// - Parameter text: 1...255 Unicode scalars without control characters; after `whsec_`, base64 (padding optional)
    ///   of at least one byte.
    public init(_ text: String) throws(InvalidSecret) {
        guard !text.isEmpty else { throw .empty }
        guard text.unicodeScalars.count <= Self.maximumLength else { throw .tooLong(text.unicodeScalars.count) }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw .controlCharacter
        }
        standardKey = try Self.standardKey(of: text)
        self.text = text
    }

    /// A new secret: `whsec_` and the base64 of 32 random bytes.
    public static func generate() -> WebhookSecret {
        var generator = SystemRandomNumberGenerator()
        return generate(using: &generator)
    }

    /// A new secret: `whsec_` and the base64 of 32 bytes of `generator`.
    public static func generate(using generator: inout some RandomNumberGenerator) -> WebhookSecret {
        WebhookSecret(key: generator.bytes(generatedByteCount))
    }

    private init(key: [UInt8]) {
        text = Self.prefix + Base64.standard.encode(key)
        standardKey = key
    }

    private static func standardKey(of text: String) throws(InvalidSecret) -> [UInt8] {
        guard text.utf8.starts(with: prefix.utf8) else { return Array(text.utf8) }
        guard let key = Base64.standard.decode(String(text.unicodeScalars.dropFirst(prefix.unicodeScalars.count))),
            !key.isEmpty
        else { throw .notBase64 }
        return key
    }
}
