import Domain

/// What a new connection is to speak.
enum ConnectionOffer: Hashable {
    case http1
    /// HTTP/2 if the receiver chooses it in ALPN, or else HTTP/1.1.
    case negotiated
    /// HTTP/2 unless the receiver chooses HTTP/1.1 in ALPN.
    case assumed

    /// - Parameter finding: what the origin is known to speak; nil for nothing.
    init(_ key: ConnectionKey, _ finding: OriginVersions.Finding?) {
        self =
            switch (finding, key.version, key.origin.isTLS) {
            case (.http1?, _, _): .http1
            case (.http2Unannounced?, _, _), (nil, .http2, false), (.http2?, .http2, false): .assumed
            case (.http2?, _, true), (nil, .http2, true): .negotiated
            case (.http2?, .http1, false), (nil, .http1, _): .http1
            }
    }

    /// In the order of preference.
    var applicationProtocols: [String] {
        self == .http1 ? [Self.http1Name] : [Self.http2Name, Self.http1Name]
    }

    /// - Parameter chosen: what the receiver chose in ALPN; nil if it does not know ALPN, or without TLS.
    func isHTTP2(chosen: String?) -> Bool {
        switch self {
        case .http1: false
        case .negotiated: chosen == Self.http2Name
        case .assumed: chosen != Self.http1Name
        }
    }

    private static let http1Name = "http/1.1"
    private static let http2Name = "h2"
}
