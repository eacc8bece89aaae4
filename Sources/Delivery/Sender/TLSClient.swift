import Domain
package import NIOSSL
import NIOCore

/// The certificate authorities to trust.
package enum TrustRoots: Sendable {
    /// The system's, plus those of a PEM file if one is given.
    case system(extraFile: String?)
    /// These and no others.
    case only([NIOSSLCertificate])
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
        case .system(let file): configuration.additionalTrustRoots = file.map { [.file($0)] } ?? []
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
