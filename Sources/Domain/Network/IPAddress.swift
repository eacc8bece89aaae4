import Foundation

/// An IPv4 or IPv6 address as a number.
package enum IPAddress: Hashable, Sendable {
    case v4(UInt32)
    case v6(UInt128)

    /// The bits of the address.
    package var width: Int {
        switch self {
        case .v4: 32
        case .v6: 128
        }
    }

    /// The address as a number, whatever its family.
    package var bits: UInt128 {
        switch self {
        case .v4(let bits): UInt128(bits)
        case .v6(let bits): bits
        }
    }

    /// The address in network order: 4 or 16 bytes.
    package var packed: [UInt8] {
        stride(from: width - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: bits >> UInt128($0)) }
    }

    /// The IPv4 address behind an IPv4-mapped one (`::ffff:192.0.2.1`), as dual-stack sockets report it; any other
    /// address unchanged.
    package var unmapped: IPAddress {
        guard case .v6(let bits) = self, bits >> 32 == 0xffff else { return self }
        return .v4(UInt32(truncatingIfNeeded: bits))
    }

    /// Reads four decimal numbers (`192.0.2.1`) or IPv6 text (`2001:db8::1`), without brackets or zone.
    package init?(_ text: String) {
        // A C function reads only up to the first NUL.
        guard !text.utf8.contains(0) else { return nil }
        let isV6 = text.utf8.contains(UInt8(ascii: ":"))
        var bytes = [UInt8](repeating: 0, count: isV6 ? 16 : 4)
        guard inet_pton(isV6 ? AF_INET6 : AF_INET, text, &bytes) == 1 else { return nil }
        self.init(packed: bytes)
    }

    /// From 4 or 16 bytes in network order; nil for any other count.
    package init?(packed bytes: some Collection<UInt8>) {
        let bits = bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        switch bytes.count {
        case 4: self = .v4(UInt32(bits))
        case 16: self = .v6(bits)
        default: return nil
        }
    }
}

extension IPAddress: CustomStringConvertible {
    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = width == 32 ? AF_INET : AF_INET6
        guard inet_ntop(family, packed, &text, socklen_t(text.count)) != nil else { return "\(packed)" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
