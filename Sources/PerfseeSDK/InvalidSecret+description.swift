public import Signing

extension InvalidSecret: CustomStringConvertible {
    /// A sentence for the person who chose the secret.
    public var description: String {
        switch self {
        case .empty:
            "The secret is empty. Use 1 to \(WebhookSecret.maximumLength) characters."
        case .tooLong(let count):
            "The secret has \(count) characters; the maximum is \(WebhookSecret.maximumLength)."
        case .controlCharacter:
            "The secret contains a control character, such as a line break."
        case .notBase64:
            "A secret that begins with `\(WebhookSecret.prefix)` must continue with base64 of at least one byte."
        case .byteOrderMark: "The secret begins with a byte order mark."
        case .surroundingSpace: "The secret begins or ends with a space."
        case .signaturePrefix: "The secret begins with \"v1,\", which belongs to a signature."
        case .notUTF8: "The secret contains a replacement character: some of its bytes were not UTF-8."
        }
    }
}
