package import Domain
import Foundation

/// The addresses of this machine's network interfaces.
package enum SystemInterfaces {
    /// Excludes the addresses of the loopback interface: a public address there is one that a load balancer or a route
    /// shares among several machines. An operator can close it to webhooks with `--deny-network`.
    /// - Returns: nil if the system does not report them.
    package static func addresses() -> Set<IPAddress>? {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0, let list else { return nil }
        defer { freeifaddrs(list) }
        return Set(sequence(first: list, next: { $0.pointee.ifa_next }).compactMap(address))
    }

    private static func address(_ entry: UnsafeMutablePointer<ifaddrs>) -> IPAddress? {
        guard let address = entry.pointee.ifa_addr, entry.pointee.ifa_flags & UInt32(IFF_LOOPBACK) == 0 else {
            return nil
        }
        let family = Int32(address.pointee.sa_family)
        let size = family == AF_INET6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
        return IPAddress(socketAddress: UnsafeRawBufferPointer(start: address, count: size), family: family)
    }
}
