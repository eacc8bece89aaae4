/// Why nothing is sent to a webhook's URL, as the webhook's owner may know it.
///
/// For a name it never says where the name leads: that is the server's own network. A literal address, a name that
/// stands for this machine, and a port are what the owner wrote.
package enum EgressBlock: Error, Codable, Hashable {
    /// The host is a name that does not lead to an address that may be reached.
    case notPublicName(host: String)
    /// The host is an address of this kind, or `localhost`. `network` is the range that would have to be allowed.
    case notPublic(host: String, kind: AddressKind, network: CIDR)
    /// The host is an address in a network that an operator has closed.
    case denied(host: String)
    /// The port is below 1024 and neither 80 nor 443.
    case lowPort(port: Int)
    /// The port is the one that `service` is known for.
    case servicePort(port: Int, service: String)
}
