/// Why an attempt failed: the one reason that the log and the API show.
package enum FailureReason: String, Sendable, CaseIterable {
    /// The name could not be found, or its look-up took too long.
    case dns
    /// The egress rules do not let this server send to the address.
    case blockedAddress = "blocked_address"
    /// Nothing listens there.
    case refused
    /// The connection could not be made for another reason.
    case connect
    /// TLS could not be agreed on, or the certificate does not verify.
    case tls
    /// The connection broke before the answer was there.
    case reset
    /// No answer in time.
    case timeout
    /// What came back is not HTTP, or its head is too large.
    case `protocol`
    /// An answer with a status of 300 or more.
    case status
}
