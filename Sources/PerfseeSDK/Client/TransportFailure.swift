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
            let place = url + way(through: proxy)
            return certificateError(for: error, url: place)
                ?? PerfseeClientError.notReached(url: place, reason: phrase(for: error, url: url))
        }
    }

    /// What is wrong with the server's certificate; nil if the failure is another one.
    private static func certificateError(for error: any Error, url: String) -> PerfseeClientError? {
        let text = String(describing: error)
        if text.contains("CERTIFICATE_VERIFY_FAILED") { return .untrusted(url: url) }
        return text.contains("failedToValidateHostname") ? .otherHost(url: url) : nil
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
