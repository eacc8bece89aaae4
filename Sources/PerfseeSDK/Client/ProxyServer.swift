import AsyncHTTPClient
import Foundation

/// A proxy server that a client connects through: with HTTP's `CONNECT`, or SOCKS 5.
public struct ProxyServer: Sendable, Hashable, CustomStringConvertible {
    /// The port of a proxy whose URL has none; curl uses the same.
    public static let defaultPort = 1080

    private enum Kind: Hashable {
        case http(credentials: Credentials?)
        case socks
    }

    private struct Credentials: Hashable {
        let user: String
        let password: String
    }

    /// Its host name or address.
    public let host: String
    /// Its port.
    public let port: Int
    private let kind: Kind

    /// The host and port, without the credentials.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Reads `http://user:password@host:port` or `socks5://host:port`; `host:port` alone is an HTTP proxy.
    ///
    /// Returns nil if it is neither, or an `https` proxy, which is not supported.
    public init?(url text: String) {
        guard let url = URLComponents(string: text.contains("://") ? text : "http://" + text),
            let host = url.host, !host.isEmpty, url.query == nil, url.fragment == nil, ["", "/"].contains(url.path)
        else { return nil }
        switch url.scheme?.lowercased() {
        case "http":
            kind = .http(credentials: url.user.map { Credentials(user: $0, password: url.password ?? "") })
        case "socks5", "socks5h":
            guard url.user == nil else { return nil }
            kind = .socks
        default: return nil
        }
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        port = url.port ?? Self.defaultPort
    }

    /// The proxy as the HTTP client is told of it.
    var setting: HTTPClient.Configuration.Proxy {
        switch kind {
        case .socks: .socksServer(host: host, port: port)
        case .http(let credentials):
            .server(
                host: host, port: port,
                authorization: credentials.map { .basic(username: $0.user, password: $0.password) })
        }
    }
}
