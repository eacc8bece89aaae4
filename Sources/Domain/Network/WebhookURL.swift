/// A webhook's URL, parsed: where to connect to and what to request.
///
/// This is the only reader of webhooks' URLs. What a new webhook may have is a part of what it reads: see ``init(new:)``.
package struct WebhookURL: Hashable, Sendable {
    package enum Host: Hashable, Sendable {
        /// Lowercase ASCII, without a trailing dot.
        case name(String)
        case address(IPAddress)
    }

    /// What a connection can be shared by: everything that determines where it leads.
    package struct Origin: Hashable, Sendable {
        package let isTLS: Bool
        package let host: Host
        package let port: Int

        package init(isTLS: Bool, host: Host, port: Int) {
            self.isTLS = isTLS
            self.host = host
            self.port = port
        }
    }

    package let origin: Origin
    /// Path and query as they appear in the request line: visible ASCII, beginning with `/`.
    package let requestTarget: String
    /// The value of the `Host` header: the host, plus the port if it is not the scheme's default.
    package let authority: String

    package var host: Host { origin.host }

    /// Reads an `http` or `https` URL of at most `Webhook.maximumURLLength` characters without user info. A fragment is
    /// dropped, as it is never sent.
    package init(_ text: String) throws(WebhookURLFault) {
        guard text.unicodeScalars.count <= Webhook.maximumURLLength else {
            throw .tooLong(maximum: Webhook.maximumURLLength)
        }
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { throw .controlCharacter }
        let (isTLS, rest) = try Self.scheme(of: text)
        let end = rest.utf8.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
        let (host, port) = try Self.hostAndPort(rest[..<end])
        let usual = isTLS ? 443 : 80
        origin = Origin(isTLS: isTLS, host: host, port: port ?? usual)
        authority = origin.port == usual ? host.description : "\(host):\(origin.port)"
        requestTarget = Self.requestTarget(rest[end...])
    }

    private static func scheme(of text: String) throws(WebhookURLFault) -> (isTLS: Bool, rest: Substring) {
        for (scheme, isTLS) in [("http://", false), ("https://", true)] {
            let (start, rest) = (text.utf8.prefix(scheme.utf8.count), text.utf8.dropFirst(scheme.utf8.count))
            if Substring(start).lowercasedASCII == scheme { return (isTLS, Substring(rest)) }
        }
        throw .scheme
    }

    /// Percent-encodes what may not appear in a request line, and leaves the rest as written.
    private static func requestTarget(_ text: Substring) -> String {
        var target = text.hasBytePrefix("/") ? "" : "/"
        for byte in text.utf8.prefix(while: { $0 != UInt8(ascii: "#") }) {
            target += isPlain(byte) ? String(Unicode.Scalar(byte)) : encoded(byte)
        }
        return target
    }

    /// Whether a byte may appear in a request line.
    static func isPlain(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"\"<>\\^`{|}".utf8.contains(byte)
    }

    static func encoded(_ byte: UInt8) -> String {
        "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}

extension WebhookURL.Host: CustomStringConvertible {
    /// As it appears in a URL: an IPv6 address in brackets.
    package var description: String {
        switch self {
        case .name(let name): name
        case .address(.v4(let bits)): "\(IPAddress.v4(bits))"
        case .address(.v6(let bits)): "[\(IPAddress.v6(bits))]"
        }
    }
}
