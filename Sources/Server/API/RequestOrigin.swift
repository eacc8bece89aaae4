import Domain
import HTTPTypes
import Hummingbird

/// Where a request comes from and how, as far as that can be trusted: the headers of a proxy count only if the proxy is
/// trusted.
struct RequestOrigin: Hashable, Sendable {
    /// The peer, or the client that the trusted proxies before it name.
    let client: IPAddress
    /// Whether the client uses TLS to reach a trusted proxy.
    let isSecure: Bool

    /// - Parameters:
    ///   - peer: the other end of the connection.
    ///   - forwardedFor: the values of `X-Forwarded-For`: each proxy appends the address it was called from.
    ///   - forwardedProto: the values of `X-Forwarded-Proto`.
    init(peer: IPAddress, forwardedFor: [String] = [], forwardedProto: [String] = [], trusted: [CIDR]) {
        let isTrusted: (IPAddress) -> Bool = { address in trusted.contains { $0.contains(address) } }
        let peer = peer.unmapped
        var client = peer
        for entry in Self.entries(forwardedFor).reversed() {
            // An untrusted client can write anything to the left of this.
            guard isTrusted(client), let before = IPAddress(entry) else { break }
            client = before.unmapped
        }
        self.client = client
        isSecure = isTrusted(peer) && Self.entries(forwardedProto).last?.lowercased() == "https"
    }

    /// Nil without a connection, as in tests without a socket.
    init?(_ request: Request, _ context: APIContext, trusted: [CIDR]) {
        guard let peer = context.channel.remoteAddress?.ipAddress.flatMap({ IPAddress($0) }) else { return nil }
        self.init(
            peer: peer, forwardedFor: request.headers[values: .xForwardedFor],
            forwardedProto: request.headers[values: .xForwardedProto], trusted: trusted)
    }

    /// The range of addresses that its holder can use at will.
    var network: CIDR { client.network }

    private static func entries(_ values: [String]) -> [String] {
        values.flatMap { $0.split(byte: ",", omittingEmptySubsequences: false).map(\.trimmed) }
    }
}

extension HTTPField.Name {
    static let xForwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let xForwardedProto = HTTPField.Name("X-Forwarded-Proto")!
}
