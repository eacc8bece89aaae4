/// Why a text cannot be used as a webhook's secret.
public enum InvalidSecret: Error, Equatable, Sendable, CustomStringConvertible {
    /// The secret is empty.
    case empty
    /// The secret has this many Unicode scalars, which is more than ``WebhookSecret/maximumLength``.
    case tooLong(Int)
    /// The secret contains a control character, such as the line break at the end of a file.
    case controlCharacter
    /// The secret begins with `whsec_`, and what follows is empty or not base64.
    case notBase64

    /// A sentence for the person who chose the secret.
    public var description: String {
        switch self {
        case .empty:
            "The secret is empty; give it 1 to \(WebhookSecret.maximumLength) characters."
        case .tooLong(let count):
            "The secret has \(count) characters; the most it may have is \(WebhookSecret.maximumLength)."
        case .controlCharacter:
            "The secret holds a control character, such as a line break."
        case .notBase64:
            "A secret that begins with \(WebhookSecret.prefix) must go on with base64 of at least one byte."
        }
    }
}
