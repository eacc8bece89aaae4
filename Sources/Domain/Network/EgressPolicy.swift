/// Decides where webhooks may be sent: to public addresses other than this machine's own, and to ports that do not
/// belong to a well-known service. An operator can open and close networks, and open ports. Whatever is closed stays
/// closed even within an open network.
package struct EgressPolicy: Hashable, Sendable {
    package enum Verdict: Hashable, Sendable {
        case allowed
        case refused(EgressRefusal)

        package var refusal: EgressRefusal? {
            if case .refused(let refusal) = self { refusal } else { nil }
        }
    }

    private enum Standing {
        case isPublic
        /// An operator has opened its network.
        case opened
        case refused(EgressRefusal)
    }

    /// Networks that are open even though they are not public.
    package let allowed: [CIDR]
    /// Networks that are closed even though they are public or lie in an open network.
    package let denied: [CIDR]
    /// Ports that are open and would otherwise be closed.
    package let allowedPorts: [PortRange]

    package init(allow allowed: [CIDR] = [], deny denied: [CIDR] = [], ports allowedPorts: [PortRange] = []) {
        // IPv4-mapped addresses are treated as IPv4.
        self.allowed = allowed.map(\.unmapped)
        self.denied = denied.map(\.unmapped)
        self.allowedPorts = allowedPorts
    }

    /// - Parameter own: the addresses of this machine.
    package func verdict(on address: IPAddress, port: Int, own: Set<IPAddress> = []) -> Verdict {
        // A service is protected wherever it is, and above all in the operator's own networks.
        if let refusal = refusal(ofService: port) { return .refused(refusal) }
        switch standing(of: address, own) {
        case .refused(let refusal): return .refused(refusal)
        case .opened: return .allowed
        case .isPublic: return refusal(ofLow: port).map(Verdict.refused) ?? .allowed
        }
    }

    // MARK: Ports

    func refusal(ofService port: Int) -> EgressRefusal? {
        guard !isAllowed(port: port), let service = WellKnownService.at(port) else { return nil }
        return .servicePort(port: port, service: service.name)
    }

    /// Ports below 1024 belong to system services, of which only the two web ports are public. In a network that an
    /// operator has opened they are all open, because the operator knows what listens there.
    func refusal(ofLow port: Int) -> EgressRefusal? {
        port >= 1_024 || port == 80 || port == 443 || isAllowed(port: port) ? nil : .lowPort(port: port)
    }

    private func isAllowed(port: Int) -> Bool {
        allowedPorts.contains { $0.contains(port) }
    }

    // MARK: Addresses

    /// An IPv6 address that carries an IPv4 address has to pass as both, so that opening an IPv6 range does not open
    /// all of IPv4 as well.
    private func standing(of address: IPAddress, _ own: Set<IPAddress>) -> Standing {
        let carried = address.embeddedIPv4
        if let refusal = denial(of: [address] + carried) { return .refused(refusal) }
        var last = Standing.isPublic
        for inner in carried {
            last = plainStanding(of: inner, own)
            if case .refused = last { return last }
        }
        return address.isIPv4InDisguise && !own.contains(address) ? last : plainStanding(of: address, own)
    }

    private func denial(of addresses: [IPAddress]) -> EgressRefusal? {
        for address in addresses {
            if let network = denied.first(where: { $0.contains(address) }) {
                return .denied(address: address, network: network)
            }
        }
        return nil
    }

    /// Ignores any address that it carries.
    private func plainStanding(of address: IPAddress, _ own: Set<IPAddress>) -> Standing {
        if allowed.contains(where: { $0.contains(address) }) { return .opened }
        if let range = Self.specialRange(of: address) {
            return .refused(.notPublic(address: address, kind: range.kind, network: range.cidr))
        }
        if own.contains(address) {
            let network = CIDR(containing: address, prefix: address.width)
            return .refused(.notPublic(address: address, kind: .own, network: network))
        }
        return .isPublic
    }

    private static func specialRange(of address: IPAddress) -> EgressRange? {
        switch address {
        case .v4:
            return EgressRange.v4.first { $0.cidr.contains(address) }
        case .v6:
            if let range = EgressRange.v6.first(where: { $0.cidr.contains(address) }) { return range }
            return EgressRange.globalUnicast.contains(address) ? nil : EgressRange.other(address)
        }
    }
}

extension CIDR {
    /// The IPv4 range for a range of IPv4-mapped addresses (`::ffff:192.0.2.0/120`); any other range unchanged.
    fileprivate var unmapped: CIDR {
        guard prefix >= 96, base.width == 128, base.unmapped.width == 32 else { return self }
        return CIDR(containing: base.unmapped, prefix: prefix - 96)
    }
}
