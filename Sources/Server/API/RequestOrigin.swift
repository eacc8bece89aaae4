import Domain
import HTTPTypes
import Hummingbird

/// Where a request comes from and how, as far as that can be believed: a proxy's word counts where the proxy is trusted.
struct RequestOrigin: Hashable, Sendable {
    /// Whoever is connected, or whom the trusted proxies before them name.
    let client: IPAddress
    /// Whether the client speaks TLS to a trusted proxy.
    let isSecure: Bool

    /// - Parameters:
    ///   - peer: whoever is connected.
    ///   - forwardedFor: the values of `X-Forwarded-For`: each proxy adds on the right whom it was asked by.
    ///   - forwardedProto: the values of `X-Forwarded-Proto`.
    init(peer: IPAddress, forwardedFor: [String] = [], forwardedProto: [String] = [], trusted: [CIDR]) {
        let isTrusted: (IPAddress) -> Bool = { address in trusted.contains { $0.contains(address) } }
        let peer = peer.unmapped
        var client = peer
        for entry in Self.entries(forwardedFor).reversed() {
            // Whoever is no proxy of ours can write what they like to the left of this.
            guard isTrusted(client), let before = IPAddress(entry) else { break }
            client = before.unmapped
        }
        self.client = client
        isSecure = isTrusted(peer) && Self.entries(forwardedProto).last?.lowercased() == "https"
    }

    /// Nil where nobody is connected, as in tests without a socket.
    init?(_ request: Request, _ context: APIContext, trusted: [CIDR]) {
        guard let peer = context.channel.remoteAddress?.ipAddress.flatMap({ IPAddress($0) }) else { return nil }
        self.init(
            peer: peer, forwardedFor: request.headers[values: .xForwardedFor],
            forwardedProto: request.headers[values: .xForwardedProto], trusted: trusted)
    }

    /// What one who holds it can move within at will.
    var network: CIDR { client.network }

    private static func entries(_ values: [String]) -> [String] {
        values.flatMap { $0.split(byte: ",", omittingEmptySubsequences: false).map(\.trimmed) }
    }
}

extension HTTPField.Name {
    static let xForwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let xForwardedProto = HTTPField.Name("X-Forwarded-Proto")!
}
