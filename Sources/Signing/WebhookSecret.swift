/// The secret that signs a webhook's deliveries.
///
/// Perfsee's own scheme uses the secret's UTF-8 bytes as they are. Standard Webhooks uses them too, but first decodes a
/// secret written as `whsec_<base64>`.
public struct WebhookSecret: Sendable, Redacted {
    /// The maximum length of a secret, in Unicode scalars.
    public static let maximumLength = 255

    /// The prefix of a secret whose remainder is base64.
    public static let prefix = "whsec_"

    /// How many random bytes are in a generated secret.
    public static let generatedByteCount = 32

    /// The secret as written. Anyone who knows it can sign.
    public let text: String

    /// The key for Perfsee's own scheme.
    var perfseeKey: [UInt8] { Array(text.utf8) }

    /// The key for Standard Webhooks.
    let standardKey: [UInt8]

    /// Creates a secret that someone chose.
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

    /// Creates a secret that is new to a webhook: what is probably a mistake is refused, because receivers would compute other
    /// signatures. A secret that is in use works in any case.
    ///
    /// - Parameter text: as for ``init(_:)``; without spaces or a byte order mark around it, and no entry of a
    ///   `webhook-signature` header.
    public init(new text: String) throws(InvalidSecret) {
        let scalars = text.unicodeScalars
        guard scalars.first != "\u{FEFF}" else { throw .byteOrderMark }
        // A line break is a control character, and is called that.
        let ends = [scalars.first, scalars.last].compactMap { $0?.properties }
        guard !ends.contains(where: { $0.isWhitespace && $0.generalCategory != .control }) else {
            throw .surroundingSpace
        }
        guard !text.utf8.starts(with: "v1,".utf8) else { throw .signaturePrefix }
        guard !scalars.contains("\u{FFFD}") else { throw .notUTF8 }
        try self.init(text)
    }

    /// Generates a new secret: `whsec_` and the base64 of 32 random bytes.
    public static func generate() -> WebhookSecret {
        var generator = SystemRandomNumberGenerator()
        return generate(using: &generator)
    }

    /// Generates a new secret: `whsec_` and the base64 of 32 bytes from `generator`.
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
