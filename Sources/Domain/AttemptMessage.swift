/// What an attempt says about itself: why it failed, or anything remarkable about a success.
///
/// Stored as JSON, so the names of cases and values never change. Every text in it comes from the webhook's URL, whose
/// host is at most 253 characters, or is a fixed name.
package enum AttemptMessage: Codable, Hashable, Sendable {
    // MARK: Names and addresses

    /// The name does not resolve.
    case unknownName(name: String)
    case slowLookup(name: String, limitMilliseconds: Int64)
    case tooManyLookups
    /// The name resolves to no address that this server sends to. Does not say where it leads: that is the server's own
    /// network, which the webhook's owner need not know.
    case blockedName(name: String)
    /// - `host`: an address as the URL has it, or a name that stands for this machine everywhere.
    /// - `network`: the range it belongs to, in CIDR notation.
    case blockedAddress(host: String, kind: EgressRangeKind, network: String)
    /// An operator has closed the network of the host.
    case deniedAddress(host: String)
    /// - `service`: what the port is known for, a name; nil for other ports below 1024.
    case blockedPort(port: Int, service: String?)
    /// What is left of a refusal that an earlier version recorded.
    case blockedHost(host: String)

    // MARK: Connections

    /// - `authority`: host and port.
    case refused(authority: String)
    case unreachable(authority: String, why: ConnectionFault)
    /// This server has reached its limit of open files.
    case tooManyOpenFiles
    case tooManyWaiting
    /// The connection ended before the response was complete.
    case connectionLost
    /// This server is stopping.
    case canceled

    // MARK: TLS

    case certificateName(host: String)
    case certificateInvalid(host: String)
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
