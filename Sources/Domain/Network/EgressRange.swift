/// A range that webhooks may not reach unless an operator allows it.
struct EgressRange: Hashable, Sendable {
    let cidr: CIDR
    let kind: AddressKind

    private init(cidr: CIDR, kind: AddressKind) {
        self.cidr = cidr
        self.kind = kind
    }

    private init(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32, prefix: Int, _ kind: AddressKind) {
        cidr = CIDR(containing: .v4(a << 24 | b << 16 | c << 8 | d), prefix: prefix)
        self.kind = kind
    }

    private init(groups: [UInt16], prefix: Int, _ kind: AddressKind) {
        let bits = groups.reduce(UInt128(0)) { $0 << 16 | UInt128($1) }
        cidr = CIDR(containing: .v6(bits << UInt128(16 * (8 - groups.count))), prefix: prefix)
        self.kind = kind
    }

    /// IPv4, based on IANA's special-purpose registry. 240.0.0.0/4 includes the broadcast address.
    static let v4: [EgressRange] = [
        EgressRange(0, 0, 0, 0, prefix: 8, .unspecified),
        EgressRange(10, 0, 0, 0, prefix: 8, .private),
        EgressRange(100, 64, 0, 0, prefix: 10, .carrierGradeNAT),
        EgressRange(127, 0, 0, 0, prefix: 8, .loopback),
        // Azure's wire server, which every machine there can reach. Other clouds' servers lie in the ranges below.
        EgressRange(168, 63, 129, 16, prefix: 32, .cloud),
        EgressRange(169, 254, 0, 0, prefix: 16, .linkLocal),
        EgressRange(172, 16, 0, 0, prefix: 12, .private),
        EgressRange(192, 0, 0, 0, prefix: 24, .reserved),
        EgressRange(192, 0, 2, 0, prefix: 24, .documentation),
        EgressRange(192, 88, 99, 0, prefix: 24, .translation),
        EgressRange(192, 168, 0, 0, prefix: 16, .private),
        EgressRange(198, 18, 0, 0, prefix: 15, .benchmark),
        EgressRange(198, 51, 100, 0, prefix: 24, .documentation),
        EgressRange(203, 0, 113, 0, prefix: 24, .documentation),
        EgressRange(224, 0, 0, 0, prefix: 4, .multicast),
        EgressRange(240, 0, 0, 0, prefix: 4, .reserved),
    ]

    /// IPv6. Anything outside 2000::/3 that is not listed here is reserved.
    static let v6: [EgressRange] = [
        EgressRange(groups: [0, 0, 0, 0, 0, 0, 0, 0], prefix: 128, .unspecified),
        EgressRange(groups: [0, 0, 0, 0, 0, 0, 0, 1], prefix: 128, .loopback),
        EgressRange(groups: [0x64, 0xff9b, 1], prefix: 48, .translation),
        EgressRange(groups: [0x100], prefix: 64, .reserved),
        // Contains Teredo, benchmarking, and ORCHID.
        EgressRange(groups: [0x2001], prefix: 23, .reserved),
        EgressRange(groups: [0x2001, 0xdb8], prefix: 32, .documentation),
        EgressRange(groups: [0x3fff], prefix: 20, .documentation),
        EgressRange(groups: [0x5f00], prefix: 16, .reserved),
        EgressRange(groups: [0xfc00], prefix: 7, .private),
        EgressRange(groups: [0xfe80], prefix: 10, .linkLocal),
        EgressRange(groups: [0xfec0], prefix: 10, .private),
        EgressRange(groups: [0xff00], prefix: 8, .multicast),
    ]

    /// The only IPv6 range that is assigned to hosts on the Internet.
    static let globalUnicast = CIDR(containing: .v6(0x2000 << 112), prefix: 3)

    /// For an address outside every listed range: the /64 around it, so that the log never suggests allowing all the
    /// rest.
    static func other(_ address: IPAddress) -> EgressRange {
        EgressRange(cidr: CIDR(containing: address, prefix: 64), kind: .reserved)
    }
}
