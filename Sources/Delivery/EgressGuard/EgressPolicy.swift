package import Domain

/// Decides which addresses webhooks may reach: none in the special ranges, but for those that an operator allowed.
package struct EgressPolicy: Hashable, Sendable {
    package enum Verdict: Hashable, Sendable {
        case allowed
        /// What the address is ("a loopback address") and the range that would have to be allowed.
        case blocked(what: String, range: CIDR)
    }

    /// Ranges that are open although they are special.
    package let allowed: [CIDR]

    package init(allow allowed: [CIDR] = []) {
        self.allowed = allowed
    }

    package func isAllowed(_ address: IPAddress) -> Bool {
        verdict(on: address) == .allowed
    }

    package func verdict(on address: IPAddress) -> Verdict {
        if allowed.contains(where: { $0.contains(address) }) { return .allowed }
        if let embedded = address.embeddedIPv4 { return verdict(on: embedded) }
        guard let range = Self.specialRange(of: address) else { return .allowed }
        return .blocked(what: range.kind.rawValue, range: range.cidr)
    }

    private static func specialRange(of address: IPAddress) -> EgressRange? {
        switch address {
        case .v4:
            return EgressRange.v4.first { $0.cidr.contains(address) }
        case .v6:
            if let range = EgressRange.v6.first(where: { $0.cidr.contains(address) }) { return range }
            return EgressRange.globalUnicast.contains(address) ? nil : EgressRange.otherV6
        }
    }
}
