import Domain

extension IPAddress {
    /// The IPv4 address that packets to this one end up at, where it is one of the forms of IPv6 that carry one:
    /// IPv4-mapped (::ffff:0:0/96), IPv4-compatible (::/96, but for :: and ::1), NAT64 (64:ff9b::/96) and 6to4 (2002::/16).
    var embeddedIPv4: IPAddress? {
        guard case .v6(let bits) = self else { return nil }
        switch bits >> 32 {
        case 0xffff, 0x64_ff9b << 64: return .v4(UInt32(truncatingIfNeeded: bits))
        case 0 where bits > 1: return .v4(UInt32(truncatingIfNeeded: bits))
        default: return bits >> 112 == 0x2002 ? .v4(UInt32(truncatingIfNeeded: bits >> 80)) : nil
        }
    }
}
