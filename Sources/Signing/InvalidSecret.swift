/// Why a text cannot be a webhook's secret.
public enum InvalidSecret: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is nothing.
    case empty
    /// It has this many Unicode scalars, which is more than ``WebhookSecret/maximumLength``.
    case tooLong(Int)
    /// It holds a control character, such as the line break at a file's end.
    case controlCharacter
    /// It begins with `whsec_`, and what follows is empty or no base64.
    case notBase64

    /// A sentence for the one who chose the secret.
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
