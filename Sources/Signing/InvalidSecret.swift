/// Why a text cannot be used as a webhook's secret.
public enum InvalidSecret: Error, Hashable, Sendable {
    /// The secret is empty.
    case empty
    /// The secret has this many Unicode scalars, which is more than ``WebhookSecret/maximumLength``.
    case tooLong(Int)
    /// The secret contains a control character, such as the line break at the end of a file.
    case controlCharacter
    /// The secret begins with `whsec_`, and what follows is empty or not base64.
    case notBase64
    /// A new secret begins with a byte order mark, as some editors write it to a file.
    case byteOrderMark
    /// A new secret begins or ends with a space.
    case surroundingSpace
    /// A new secret begins with `v1,`, as the signatures in `webhook-signature` do.
    case signaturePrefix
    /// A new secret has a replacement character: it was not UTF-8 somewhere on its way.
    case notUTF8
}
