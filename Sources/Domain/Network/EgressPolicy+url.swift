extension EgressPolicy {
    /// Why a webhook may not have this URL; nil if it may. Names are judged on each send instead, because they may
    /// resolve differently by then; literal addresses, the names of this machine, and ports cannot change.
    /// - Parameter own: the addresses of this machine.
    package func block(of url: WebhookURL, own: Set<IPAddress> = []) -> EgressBlock? {
        let port = url.origin.port
        switch url.host {
        case .address(let address):
            return verdict(on: address, port: port, own: own).refusal?.block(to: url.host)
        case .name(let name) where Self.isLocalhost(name):
            return blockOfLocalhost(name, port: port)
        case .name:
            // Whether the name leads into a network whose low ports are open is known only once it resolves.
            let refusal = refusal(ofService: port) ?? (allowed.isEmpty ? refusal(ofLow: port) : nil)
            return refusal?.block(to: url.host)
        }
    }

    /// Whether the name stands for this machine on every system (RFC 6761) or in Debian's `/etc/hosts`.
    static func isLocalhost(_ name: String) -> Bool {
        name == "localhost" || name.hasSuffix(".localhost") || name == "localhost.localdomain"
            || name == "ip6-localhost" || name == "ip6-loopback"
    }

    /// Where such a name leads is no secret: it is the same on every machine.
    private func blockOfLocalhost(_ name: String, port: Int) -> EgressBlock? {
        if verdict(on: .v6(1), port: port) == .allowed { return nil }
        let refusal = verdict(on: .v4(127 << 24 | 1), port: port).refusal
        guard case .notPublic(_, let kind, let network)? = refusal else { return refusal?.block(to: .name(name)) }
        return .notPublic(host: name, kind: kind, network: network)
    }
}
