import AsyncHTTPClient
import Foundation

/// Maps the errors of the layers below to those of the client.
enum TransportFailure {
    /// What the text of common errors contains, and how to say it.
    private static let usual = [
        ("Connection refused", "the connection was refused; is the server running?"),
        ("connectTimeout", "connecting took too long"),
        ("remoteConnectionClosed", "the server closed the connection"),
        ("Connection reset", "the connection was reset"),
        ("No route to host", "there is no route to the host"),
        ("Network is unreachable", "the network is unreachable"),
        ("failedToLoadCertificate", "the file of certificate authorities can't be read"),
        ("dnsAError", "its name cannot be resolved"),
        ("proxyAuthenticationRequired", "the proxy requires a user name and password"),
        ("invalidProxyResponse", "the proxy refused the connection"),
    ]

    /// The client's error for a failed request to `url`. A cancellation stays one.
    static func clientError(for error: any Error, url: String, proxy: ProxyServer?) -> any Error {
        if error is PerfseeClientError || error is CancellationError { return error }
        switch error as? HTTPClientError {
        case .cancelled: return CancellationError()
        case .deadlineExceeded, .readTimeout, .writeTimeout:
            return PerfseeClientError.timedOut(url: url + way(through: proxy))
        default:
            guard !isUntrusted(error) else { return PerfseeClientError.untrusted(url: url + way(through: proxy)) }
            let reason = phrase(for: error, url: url)
            return PerfseeClientError.notReached(url: url + way(through: proxy), reason: reason)
        }
    }

    private static func isUntrusted(_ error: any Error) -> Bool {
        String(describing: error).contains("CERTIFICATE_VERIFY_FAILED")
    }

    /// A failure may be the proxy's, so it is named.
    private static func way(through proxy: ProxyServer?) -> String {
        proxy.map { " through the proxy \($0)" } ?? ""
    }

    private static func phrase(for error: any Error, url: String) -> String {
        let text = String(describing: error)
        if let known = usual.first(where: { text.contains($0.0) }) { return known.1 }
        guard text.contains("handshakeFailed") else { return text }
        return "the TLS handshake with \(place(of: url)) failed; does the server speak http:// there?"
    }

    /// The host and port of `url`.
    private static func place(of url: String) -> String {
        guard let parts = URLComponents(string: url), let host = parts.host else { return url }
        return "\(host):\(parts.port ?? 443)"
    }
}
