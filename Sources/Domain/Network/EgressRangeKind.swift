/// What the addresses of a special range are. Stored, so the names never change.
package enum EgressRangeKind: String, Codable, Hashable, Sendable, CaseIterable {
    case unspecified
    case loopback
    case `private`
    case linkLocal
    /// Carrier-grade NAT.
    case carrierGrade
    case multicast
    case reserved
    case documentation
    case benchmark
    /// Translation between IPv4 and IPv6.
    case translation
    /// The cloud's own services.
    case cloud
    /// An address of this server's own machine.
    case own
}
