/// What addresses are that webhooks may not reach unless an operator allows it.
package enum AddressKind: String, Codable, Hashable, Sendable, CaseIterable {
    case unspecified
    case loopback
    case `private`
    case linkLocal = "link-local"
    case carrierGradeNAT = "carrier-grade-NAT"
    case multicast
    case reserved
    case documentation
    case benchmark
    /// For address translation between IPv4 and IPv6.
    case translation
    /// A cloud's own services, which every machine there can reach.
    case cloud
    /// This machine's own, whether or not it is public.
    case own
}
