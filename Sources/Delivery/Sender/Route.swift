import Domain
import NIOCore

/// A way to a receiver's address, which the egress rules allow.
enum Route: Hashable {
    case direct(IPAddress)
    /// - via: an address of the proxy.
    case tunnel(IPAddress, via: IPAddress)

    /// - Parameters:
    ///   - port: the receiver's.
    ///   - proxy: the proxy, for a route through it.
    func socketAddress(port: Int, proxy: WebhookProxy?) throws -> SocketAddress {
        switch self {
        case .direct(let address): try address.socketAddress(port: port)
        case .tunnel(_, let via): try via.socketAddress(port: proxy?.port ?? port)
        }
    }

    /// The routes through a proxy, so that each further one differs in both ends if it can: a broken address of the proxy
    /// must not hide the receiver, nor the other way around.
    /// - Returns: at most `limit`.
    static func through(_ proxy: [IPAddress], to addresses: [IPAddress], limit: Int) -> [Route] {
        let all = proxy.indices.flatMap { offset in
            addresses.enumerated().map { index, address in
                Route.tunnel(address, via: proxy[(index + offset) % proxy.count])
            }
        }
        return Array(all.prefix(limit))
    }
}
