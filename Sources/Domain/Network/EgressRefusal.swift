/// Why an address or port may not be connected to, as the server's operator may know it.
package enum EgressRefusal: Hashable, Sendable {
    /// The address is in a special range, or is this machine's own. `network` is the range it belongs to.
    case notPublic(address: IPAddress, kind: AddressKind, network: CIDR)
    /// The address is in a network that an operator has closed.
    case denied(address: IPAddress, network: CIDR)
    /// The port is below 1024 and neither 80 nor 443.
    case lowPort(port: Int)
    /// The port is the one that `service` is known for.
    case servicePort(port: Int, service: String)

    package var isOfPort: Bool {
        switch self {
        case .lowPort, .servicePort: true
        case .notPublic, .denied: false
        }
    }

    /// What of it the owner of a webhook to this host may know.
    package func block(to host: WebhookURL.Host) -> EgressBlock {
        switch (self, host) {
        case (.lowPort(let port), _): .lowPort(port: port)
        case (.servicePort(let port, let service), _): .servicePort(port: port, service: service)
        case (_, .name(let name)): .notPublicName(host: name)
        case (.notPublic(_, let kind, let network), .address):
            .notPublic(host: host.description, kind: kind, network: network)
        case (.denied, .address): .denied(host: host.description)
        }
    }
}
