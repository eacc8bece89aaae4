package import Domain

/// Where the server listens and how it describes itself.
package struct ServerConfiguration: Hashable, Sendable {
    package var host: String
    /// 0 picks any free port.
    package var port: Int
    /// The path of a Unix domain socket to listen on, in place of the host and the port.
    package var socket: String?
    /// The URL it is reached at from outside, without a trailing slash: the beginning of every link.
    package var publicURL: String
    package var bodyLimits: BodyLimits
    package var connections: ConnectionLimits
    /// The networks of proxies whose X-Forwarded-* headers are trusted.
    package var trustedProxies: [CIDR]
    /// The retry schedule of webhooks without one of their own.
    package var defaultSchedule: RetrySchedule
    /// What each project may use.
    package var quotas: Quotas
    /// The version of the analysis that builds are analyzed with: reports of an earlier one are marked.
    package var analysisVersion: Int
    /// The program's version.
    package var version: String
    /// The path of the program's file, whose checksum the steps for CI name; nil if it is not known.
    package var programFile: String?

    package init(
        host: String = "127.0.0.1", port: Int = 8080, socket: String? = nil,
        publicURL: String = "http://127.0.0.1:8080",
        bodyLimits: BodyLimits = .standard, connections: ConnectionLimits = ConnectionLimits(),
        trustedProxies: [CIDR] = [], defaultSchedule: RetrySchedule = .standard, quotas: Quotas = .standard,
        analysisVersion: Int = 1, version: String = "0", programFile: String? = nil
    ) {
        self.host = host
        self.port = port
        self.socket = socket
        self.publicURL = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
        self.bodyLimits = bodyLimits
        self.connections = connections
        self.trustedProxies = trustedProxies
        self.defaultSchedule = defaultSchedule
        self.quotas = quotas
        self.analysisVersion = analysisVersion
        self.version = version
        self.programFile = programFile
    }
}

/// The size limits of request bodies, in bytes.
package struct BodyLimits: Hashable, Sendable {
    /// For a published event.
    package var event: Int
    /// For a batch of events.
    package var batch: Int
    /// For an uploaded archive.
    package var archive: Int
    /// For everything else.
    package var other: Int

    package init(event: Int, batch: Int = 8 << 20, archive: Int, other: Int) {
        self.event = event
        self.batch = batch
        self.archive = archive
        self.other = other
    }

    /// 1 MiB, 8 MiB, 500 MB and 64 KiB.
    package static let standard = BodyLimits(event: 1 << 20, archive: 500_000_000, other: 64 << 10)
}
