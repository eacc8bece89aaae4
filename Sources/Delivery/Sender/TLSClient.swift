import Domain
package import NIOSSL
import NIOCore

/// The certificate authorities to trust.
package enum TrustRoots: Sendable {
    /// The system's or, if a PEM file is given for that, those of the file instead; plus those of another PEM file.
    case system(replacedBy: String? = nil, extraFile: String? = nil)
    /// These and no others.
    case only([NIOSSLCertificate])

    /// Whether a file can be read and has certificates in PEM format.
    package static func areReadable(in file: String) -> Bool {
        (try? NIOSSLCertificate.fromPEMFile(file)).map { !$0.isEmpty } ?? false
    }
}

extension NIOSSLContext {
    /// TLS as the sender uses it: 1.2 or later, HTTP/1.1, every certificate fully verified.
    static func sender(trusting roots: TrustRoots) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateVerification = .fullVerification
        configuration.applicationProtocols = ["http/1.1"]
        configuration.shutdownTimeout = .seconds(1)
        switch roots {
        case .system(let replacement, let extra):
            if let replacement { configuration.trustRoots = .file(replacement) }
            configuration.additionalTrustRoots = extra.map { [.file($0)] } ?? []
        case .only(let certificates): configuration.trustRoots = .certificates(certificates)
        }
        return try NIOSSLContext(configuration: configuration)
    }

    /// - Parameter host: a name is sent as SNI and must be the certificate's; an address must be in the certificate.
    func clientHandler(for host: WebhookURL.Host) throws -> NIOSSLClientHandler {
        guard case .name(let name) = host else { return try NIOSSLClientHandler(context: self, serverHostname: nil) }
        return try NIOSSLClientHandler(context: self, serverHostname: name)
    }
}
