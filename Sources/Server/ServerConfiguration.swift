package import Domain

/// Where the server listens and what it says of itself.
package struct ServerConfiguration: Hashable, Sendable {
    package var host: String
    /// 0 takes any port that is free.
    package var port: Int
    /// Where it is reached from outside, without a slash at the end: the beginning of every link.
    package var publicURL: String
    package var bodyLimits: BodyLimits
    package var connections: ConnectionLimits
    /// The networks of proxies whose word about their clients is believed.
    package var trustedProxies: [CIDR]
    /// What each project may use.
    package var quotas: Quotas

    package init(
        host: String = "127.0.0.1", port: Int = 8080, publicURL: String = "http://127.0.0.1:8080",
        bodyLimits: BodyLimits = .standard, connections: ConnectionLimits = ConnectionLimits(),
        trustedProxies: [CIDR] = [], quotas: Quotas = .standard
    ) {
        self.host = host
        self.port = port
        self.publicURL = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
        self.bodyLimits = bodyLimits
        self.connections = connections
        self.trustedProxies = trustedProxies
        self.quotas = quotas
    }
}

/// How many bytes the body of a request may have.
package struct BodyLimits: Hashable, Sendable {
    /// Of an event that is published.
    package var event: Int
    /// Of an archive that is uploaded.
    package var archive: Int
    /// Of everything else.
    package var other: Int

    package init(event: Int, archive: Int, other: Int) {
        self.event = event
        self.archive = archive
        self.other = other
    }

    /// 1 MiB, 500 MB and 64 KiB.
    package static let standard = BodyLimits(event: 1 << 20, archive: 500_000_000, other: 64 << 10)
}
