/// Why a request is not to be trusted.
public enum WebhookVerificationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A header that is needed is not there or is empty.
    case missingHeader(String)
    /// `webhook-timestamp` holds this, which is no number of seconds.
    case malformedTimestamp(String)
    /// The request was made this long ago.
    case tooOld(seconds: Int64)
    /// The request claims to be made this far in the future.
    case tooNew(seconds: Int64)
    /// None of the secrets makes this signature.
    case wrongSignature

    /// What is wrong, in a sentence.
    public var description: String {
        switch self {
        case .missingHeader(let name): "The request has no header \(name)."
        case .malformedTimestamp(let text): "The request's time is no number of seconds: \(text)"
        case .tooOld(let seconds): "The request is \(seconds) s old; it may be somebody sending it again."
        case .tooNew(let seconds): "The request is from \(seconds) s in the future; is this machine's clock right?"
        case .wrongSignature: "The request's signature is not what the secret makes of its body."
        }
    }
}
