import Domain

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

    /// The range of addresses that its holder can use at will.
    var network: CIDR { client.network }

    private static func entries(_ values: [String]) -> [String] {
        values.flatMap { $0.split(byte: ",", omittingEmptySubsequences: false).map(\.trimmed) }
    }
}
