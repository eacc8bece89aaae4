/// What an attempt says about itself: why it failed, or anything remarkable about a success.
///
/// Stored as JSON, so the names of cases and values never change. Every text in it comes from the webhook's URL, whose
/// host is at most 253 characters, or is a fixed name.
package enum AttemptMessage: Codable, Hashable, Sendable {
    // MARK: Names and addresses

    /// The name does not exist, or has no address.
    case unknownName(name: String)
    /// No DNS server gave an answer, which says nothing about the name.
    case failedLookup(name: String)
    case slowLookup(name: String, limitMilliseconds: Int64)
    case tooManyLookups
    /// The egress policy does not allow it.
    case blocked(EgressBlock)
    /// What is left of a refusal that an earlier version recorded.
    case blockedHost(host: String)

    // MARK: Connections

    /// - `authority`: host and port.
    case refused(authority: String)
    case unreachable(authority: String, why: ConnectionFault)
    /// This server has reached its limit of open files.
    case tooManyOpenFiles
    case tooManyWaiting
    /// The proxy that this server sends through opened no connection.
    /// - `authority`: the receiver's host and port.
    case proxy(fault: ProxyFault, authority: String)
    /// The connection ended before the response was complete.
    case connectionLost
    /// The receiver reset the request's stream of HTTP/2 before the response was complete.
    /// - `code`: its error code, as RFC 9113 numbers them.
    case streamReset(code: Int)
    /// This server is stopping.
    case canceled

    // MARK: TLS

    case certificateName(host: String)
    case certificateInvalid(host: String)
    /// The receiver has no certificate for the host.
    case noCertificate(host: String)
    /// The certificate's key is of a kind that is not supported here.
    case certificateKey(host: String)
    /// The receiver wants a client certificate.
    case clientCertificate(host: String)
    /// There is no version of TLS that both sides have.
    case tlsVersion(host: String)
    /// There is no cipher, key exchange or signature algorithm that both sides have.
    case tlsCipher(host: String)
    /// The receiver speaks other protocols over TLS, but neither HTTP/1.1 nor HTTP/2.
    case tlsProtocol(host: String)
    /// - `authority`: host and port.
    case notTLS(authority: String)
    /// For another reason.
    case tlsFailed(host: String)

    // MARK: Responses

    case timeout(step: SendStep, limitMilliseconds: Int64)
    case malformedResponse(fault: ResponseFault)
    case responseHeadTooLarge(limitKiB: Int)
    case switchedProtocols
    /// A response with a status outside 200...299.
    case status(status: Int)
    /// The request was sent twice within the attempt, whatever its outcome.
    case sentAgain(why: Repetition)

    // MARK: From other versions

    /// An English sentence, as an earlier version recorded it.
    case recorded(sentence: String)
    /// A message of a newer version, by the name of its case.
    case unknown(code: String)
}
