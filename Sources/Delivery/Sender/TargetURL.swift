package import Domain

/// A webhook's URL, parsed once: where to connect to and what to request.
package struct TargetURL: Hashable, Sendable {
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
    }

    /// Why a URL cannot be used for a webhook.
    package struct Invalid: Error, Hashable, CustomStringConvertible {
        /// A sentence that says what is wrong and what to write instead.
        package let description: String

        init(_ description: String) {
            self.description = description
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
    package init(parsing text: String) throws(Invalid) {
        guard text.unicodeScalars.count <= Webhook.maximumURLLength else {
            throw Invalid("The URL is longer than \(Webhook.maximumURLLength) characters.")
        }
        guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw Invalid("The URL holds a control character.")
        }
        let (isTLS, rest) = try Self.scheme(of: text)
        let end = rest.utf8.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
        let (host, port) = try TargetURLAuthority.parse(rest[..<end])
        origin = Origin(isTLS: isTLS, host: host, port: port ?? (isTLS ? 443 : 80))
        authority = origin.port == (isTLS ? 443 : 80) ? "\(host)" : "\(host):\(origin.port)"
        requestTarget = Self.requestTarget(rest[end...])
    }

    private static func scheme(of text: String) throws(Invalid) -> (isTLS: Bool, rest: Substring) {
        for (scheme, isTLS) in [("http://", false), ("https://", true)]
        where text.prefix(scheme.count).lowercased() == scheme {
            return (isTLS, text.dropFirst(scheme.count))
        }
        throw Invalid("The URL must begin with `http://` or `https://`.")
    }

    /// Percent-encodes what may not appear in a request line, and leaves the rest as written.
    private static func requestTarget(_ text: Substring) -> String {
        var target = text.hasBytePrefix("/") ? "" : "/"
        for byte in text.utf8.prefix(while: { $0 != UInt8(ascii: "#") }) {
            if (0x21...0x7E).contains(byte), !"\"<>\\^`{|}".utf8.contains(byte) {
                target.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                target += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return target
    }
}

extension TargetURL.Host: CustomStringConvertible {
    /// As it appears in a URL: an IPv6 address in brackets.
    package var description: String {
        switch self {
        case .name(let name): name
        case .address(.v4(let bits)): "\(IPAddress.v4(bits))"
        case .address(.v6(let bits)): "[\(IPAddress.v6(bits))]"
        }
    }
}
