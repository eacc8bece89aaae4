extension IPAddress {
    /// The IPv4 addresses where packets to this one may end up, if it has one of the IPv6 forms that carry an IPv4
    /// address.
    var embeddedIPv4: [IPAddress] {
        guard case .v6(let bits) = self else { return [] }
        return ([Self.carriedPlainly(by: bits), Self.carriedByTunnel(bits)] + Self.carriedByLocalNAT64(bits))
            .compactMap { $0.map { IPAddress.v4(UInt32(truncatingIfNeeded: $0)) } }
    }

    /// Whether it only stands for an IPv4 address, so that its own range does not matter.
    var isIPv4InDisguise: Bool {
        guard case .v6(let bits) = self else { return false }
        return Self.carriedPlainly(by: bits) != nil
    }

    /// IPv4-mapped (::ffff:0:0/96), IPv4-compatible (::/96, except :: and ::1), NAT64 (64:ff9b::/96), 6to4
    /// (2002::/16).
    private static func carriedPlainly(by bits: UInt128) -> UInt128? {
        switch bits >> 32 {
        case 0xffff, 0x64_ff9b << 64: bits
        case 0 where bits > 1: bits
        default: bits >> 112 == 0x2002 ? bits >> 80 : nil
        }
    }

    /// SIIT (::ffff:0:0:0/96), Teredo (2001::/32, the client's address inverted), and ISATAP under any prefix, which is
    /// recognized by its interface identifier (RFC 5214).
    private static func carriedByTunnel(_ bits: UInt128) -> UInt128? {
        if bits >> 32 == 0xffff_0000 { return bits }
        if bits >> 96 == 0x2001_0000 { return ~bits }
        let universalAndGroup: UInt128 = 0x0300_0000
        return (bits >> 32) & 0xffff_ffff & ~universalAndGroup == 0x5efe ? bits : nil
    }

    /// A network's own NAT64 (64:ff9b:1::/48) puts the IPv4 address behind a prefix of 48, 56, 64, or 96 bits, around
    /// the ninth byte, followed by zeros (RFC 6052). The length is up to the network, so every reading that fits
    /// counts.
    private static func carriedByLocalNAT64(_ bits: UInt128) -> [UInt128?] {
        guard bits >> 80 == 0x64_ff9b_0001 else { return [] }
        let forms: [(before: Int, unused: Int)] = [(16, 40), (8, 32), (0, 24)]
        let split = forms.compactMap { form -> UInt128? in
            guard bits << (128 - form.unused) == 0 else { return nil }
            let high = (bits >> 64) & (1 << form.before - 1)
            let low = (bits & ((1 << 56) - 1)) >> form.unused
            return high << (32 - form.before) | low
        }
        // All zeros is the padding of another form, not an address.
        return (split + [bits & 0xffff_ffff]).filter { $0 != 0 }
    }
}
