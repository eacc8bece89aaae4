package import Domain
import Foundation

/// The system's own name lookup: `/etc/hosts`, DNS, and whatever else it is configured to ask.
package enum SystemLookup {
    /// Blocks until the system has an answer.
    /// - Returns: the addresses in the system's order of preference; nil if there are none.
    package static func addresses(of name: String) -> [IPAddress]? {
        var hints = addrinfo()
        hints.ai_flags = AI_ADDRCONFIG
        hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &list) == 0, let list else { return nil }
        defer { freeaddrinfo(list) }
        return sequence(first: list, next: { $0.pointee.ai_next }).compactMap(address)
    }

    private static func address(_ entry: UnsafeMutablePointer<addrinfo>) -> IPAddress? {
        let bytes = UnsafeRawBufferPointer(start: entry.pointee.ai_addr, count: Int(entry.pointee.ai_addrlen))
        return IPAddress(socketAddress: bytes, family: entry.pointee.ai_family)
    }
}

extension IPAddress {
    /// Reads the address from the bytes of a socket address: it follows the family, the port, and in IPv6 the flow
    /// label.
    init?(socketAddress bytes: UnsafeRawBufferPointer, family: Int32) {
        switch family {
        case AF_INET where bytes.count >= 8: self.init(packed: bytes[4..<8])
        case AF_INET6 where bytes.count >= 24: self.init(packed: bytes[8..<24])
        default: return nil
        }
    }
}
