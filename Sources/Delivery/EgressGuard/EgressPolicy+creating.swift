package import Domain

extension EgressPolicy {
    /// Checks a webhook's URL when it is set. Names are checked on each send instead, because they may resolve
    /// differently by then; literal addresses, the names of this machine, and ports cannot change.
    /// - Parameter own: the addresses of this machine.
    /// - Returns: nil if the URL is allowed; otherwise a sentence that names the flag which would allow it.
    package func refusal(onCreating url: TargetURL, own: Set<IPAddress> = []) -> String? {
        let port = url.origin.port
        switch url.host {
        case .address(let address):
            return sentence(verdict(on: address, port: port, own: own), url.host)
        case .name(let name) where Self.isLocalhost(name):
            return refusalOfLocalhost(name, port: port)
        case .name:
            // Whether the name leads into a network whose low ports are open is known only once it resolves.
            let block = block(ofService: port) ?? (allowed.isEmpty ? block(ofLow: port) : nil)
            return block?.sentence(toOwnerOf: url.host)
        }
    }

    /// Whether the name stands for this machine on every system (RFC 6761) or in Debian's `/etc/hosts`.
    static func isLocalhost(_ name: String) -> Bool {
        name == "localhost" || name.hasSuffix(".localhost") || name == "localhost.localdomain"
            || name == "ip6-localhost" || name == "ip6-loopback"
    }

    /// Where such a name leads is no secret: it is the same on every machine.
    private func refusalOfLocalhost(_ name: String, port: Int) -> String? {
        if verdict(on: .v6(1), port: port) == .allowed { return nil }
        let loopback = verdict(on: .v4(127 << 24 | 1), port: port)
        guard case .blocked(.notPublic(_, let kind, let range)) = loopback else {
            return sentence(loopback, .name(name))
        }
        return EgressBlock.sentence(on: name, kind, range)
    }

    private func sentence(_ verdict: Verdict, _ host: TargetURL.Host) -> String? {
        guard case .blocked(let block) = verdict else { return nil }
        return block.sentence(toOwnerOf: host)
    }
}
