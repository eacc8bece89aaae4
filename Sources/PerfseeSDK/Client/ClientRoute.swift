import AsyncHTTPClient
import Synchronization

/// How servers are reached: through which proxy, and whose certificates are trusted.
struct ClientRoute: Hashable, Sendable {
    let proxy: ProxyServer?
    let authorities: CertificateAuthorities

    /// The clients of the routes that this process uses. Like the one of the usual route, they are never shut down.
    private static let clients = Mutex<[ClientRoute: HTTPClient]>([:])

    /// An HTTP client that goes this way.
    var httpClient: HTTPClient {
        guard proxy != nil || authorities != .system else { return PerfseeClient.sharedHTTPClient }
        return Self.clients.withLock { clients in
            if let known = clients[self] { return known }
            var configuration = PerfseeClient.configuration
            configuration.proxy = proxy?.setting
            configuration.tlsConfiguration = authorities.tlsConfiguration
            let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
            clients[self] = client
            return client
        }
    }
}
