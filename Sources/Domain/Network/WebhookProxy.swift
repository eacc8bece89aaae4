import Foundation

/// An HTTP proxy that webhooks are sent through: it is asked with `CONNECT` for a connection to each address.
package struct WebhookProxy: Hashable, Sendable {
    package let host: WebhookURL.Host
    package let port: Int
    /// The value of `Proxy-Authorization`, which is a secret; nil if the proxy wants none.
    package let authorization: String?

    /// Reads `http://[USER:PASSWORD@]HOST:PORT`. User and password may be percent-encoded. Nil for anything else: there is
    /// no port that all proxies have.
    package init?(_ text: String) {
        let scheme = "http://"
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            Substring(text.utf8.prefix(scheme.utf8.count)).lowercasedASCII == scheme
        else { return nil }
        var rest = Substring(text.utf8.dropFirst(scheme.utf8.count))
        if rest.hasByteSuffix("/") { rest = rest.dropLast() }
        guard !rest.utf8.contains(where: { "/?#".utf8.contains($0) }) else { return nil }
        let end = rest.utf8.lastIndex(of: UInt8(ascii: "@"))
        let place = end.map { rest[rest.utf8.index(after: $0)...] } ?? rest
        guard let (host, port) = try? WebhookURL.hostAndPort(place), let port else { return nil }
        if let end {
            guard let credentials = Self.credentials(rest[..<end]) else { return nil }
            authorization = "Basic " + Data(credentials.utf8).base64EncodedString()
        } else {
            authorization = nil
        }
        self.host = host
        self.port = port
    }

    /// `USER:PASSWORD` without the encoding of a URL. A colon would end the user's name (RFC 7617).
    private static func credentials(_ text: Substring) -> String? {
        let parts = text.split(byte: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let user = parts[0].removingPercentEncoding, !user.isEmpty, !user.utf8.contains(UInt8(ascii: ":")),
            let password = (parts.count == 2 ? parts[1] : "").removingPercentEncoding
        else { return nil }
        return "\(user):\(password)"
    }
}

/// Host and port, without the credentials.
extension WebhookProxy: CustomStringConvertible {
    package var description: String { "\(host):\(port)" }
}
