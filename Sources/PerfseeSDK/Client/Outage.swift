/// What a client does about a server that is briefly unavailable.
public enum Outage: Sendable {
    /// It waits, and then tries again; the error says why.
    case waiting(PerfseeClientError)
    /// The server responds again.
    case over
}
