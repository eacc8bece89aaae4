/// Why an attempt failed: the single reason that the log and the API show.
package enum FailureReason: String, Sendable, CaseIterable {
    /// The name does not exist, could not be looked up, or the lookup took too long.
    case dns
    /// The egress rules do not let this server send to the address.
    case blockedAddress = "blocked_address"
    /// Nothing listens on the port.
    case refused
    /// The connection could not be established for another reason.
    case connect
    /// The TLS handshake failed, or the certificate does not verify.
    case tls
    /// The connection broke before the response arrived.
    case reset
    /// No response in time.
    case timeout
    /// The response is not HTTP, or its head is too large.
    case `protocol`
    /// A response with a status of 300 or above.
    case status
}
