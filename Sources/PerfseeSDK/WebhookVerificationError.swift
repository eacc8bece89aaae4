/// Why a request must not be trusted.
public enum WebhookVerificationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A required header is missing or empty.
    case missingHeader(String)
    /// The `webhook-timestamp` header has this value, which is not a number of seconds.
    case malformedTimestamp(String)
    /// The request was signed this many seconds ago, which exceeds the tolerance.
    case tooOld(seconds: Int64)
    /// The request's timestamp is this many seconds in the future, which exceeds the tolerance.
    case tooNew(seconds: Int64)
    /// The signature matches none of the secrets.
    case wrongSignature

    /// A sentence that says what is wrong.
    public var description: String {
        switch self {
        case .missingHeader(let name): "The request has no header \(name)."
        case .malformedTimestamp(let text): "The request's timestamp is not a number of seconds: \(text)"
        case .tooOld(let seconds): "The request is \(seconds) s old; it may be a replay."
        case .tooNew(let seconds): "The request is \(seconds) s in the future; is this machine's clock right?"
        case .wrongSignature: "The request's signature does not match its body and the secret."
        }
    }
}
