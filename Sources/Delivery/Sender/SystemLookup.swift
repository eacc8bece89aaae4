import Domain
import Foundation

/// The system's own name lookup: `/etc/hosts`, DNS, and whatever else it is configured to ask.
package enum SystemLookup {
    /// Blocks until the system has an answer.
    package static func addresses(of name: String, family: AddressFamily) -> LookupAnswer {
        var hints = addrinfo()
        // Without a network, this flag would hide the names of this machine.
        hints.ai_flags = isOnNetwork ? AI_ADDRCONFIG : 0
        hints.ai_family = family == .v4 ? AF_INET : AF_INET6
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(name, nil, &hints, &list)
        guard code == 0, let list else { return answer(code: code) }
        defer { freeaddrinfo(list) }
        let addresses = sequence(first: list, next: { $0.pointee.ai_next }).compactMap(address)
        return addresses.isEmpty ? .none : .found(addresses)
    }

    /// What an error of the system's lookup means. Only some say that the name has no address; with the others (a DNS
    /// server that reports a failure, refuses, or cannot be reached) nothing is known.
    static func answer(code: Int32) -> LookupAnswer { meaningNoAddress.contains(code) ? .none : .failed }

    /// `EAI_NONAME`, and two that not every system's headers show.
    private static let meaningNoAddress: [Int32] = {
        #if canImport(Glibc)
            // EAI_NODATA and EAI_ADDRFAMILY
            [EAI_NONAME, -5, -9]
        #else
            [EAI_NONAME, 7, 1]
        #endif
    }()

    /// Whether this machine has an address that others can reach.
    private static var isOnNetwork: Bool {
        SystemInterfaces.addresses()?.isEmpty != true
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
