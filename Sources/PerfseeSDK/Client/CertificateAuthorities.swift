import NIOSSL

/// The certificate authorities that may have issued a server's certificate.
public struct CertificateAuthorities: Sendable, Hashable {
    /// Those that the system trusts.
    public static let system = CertificateAuthorities()

    /// A file in PEM format whose authorities replace the system's; nil for none.
    public let replacement: String?
    /// A file in PEM format whose authorities are trusted in addition; nil for none.
    public let extra: String?

    /// Trusts the system's authorities, or those of a file instead, and those of another file.
    ///
    /// The files are read when a connection is made; one that can't be read makes that fail.
    ///
    /// - Parameters:
    ///   - replacement: a file in PEM format whose authorities replace the system's, as `SSL_CERT_FILE` names one.
    ///   - extra: a file in PEM format whose authorities are trusted in addition.
    public init(replacement: String? = nil, extra: String? = nil) {
        self.replacement = replacement
        self.extra = extra
    }

    /// Nil for the system's.
    var tlsConfiguration: TLSConfiguration? {
        guard self != .system else { return nil }
        var configuration = TLSConfiguration.makeClientConfiguration()
        if let replacement { configuration.trustRoots = .file(replacement) }
        if let extra { configuration.additionalTrustRoots = [.file(extra)] }
        return configuration
    }
}
