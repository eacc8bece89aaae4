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
    /// TLS as the sender uses it: 1.2 or later, every certificate verified. Whether it is for the host is checked by
    /// `CertificateName`, before anything is sent.
    static func sender(trusting roots: TrustRoots, for offer: ConnectionOffer) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateVerification = .noHostnameVerification
        configuration.curves = keyExchanges
        configuration.verifySignatureAlgorithms = signatures
        configuration.sslContextCallback = HandshakeWatch.certificateRequest
        configuration.applicationProtocols = offer.applicationProtocols
        configuration.shutdownTimeout = .seconds(1)
        switch roots {
        case .system(let replacement, let extra):
            if let replacement { configuration.trustRoots = .file(replacement) }
            configuration.additionalTrustRoots = extra.map { [.file($0)] } ?? []
        case .only(let certificates): configuration.trustRoots = .certificates(certificates)
        }
        return try NIOSSLContext(configuration: configuration)
    }

    /// NIOSSL's own, and P-521, which certificates may be for.
    private static var keyExchanges: [NIOTLSCurve] {
        [.x25519_MLKEM768, .x25519, .secp256r1, .secp384r1, .secp521r1]
    }

    /// BoringSSL's own, which lack P-521 and Ed25519.
    private static var signatures: [SignatureAlgorithm] {
        [
            .ecdsaSecp256R1Sha256, .rsaPssRsaeSha256, .rsaPkcs1Sha256, .ecdsaSecp384R1Sha384, .rsaPssRsaeSha384,
            .rsaPkcs1Sha384, .ecdsaSecp521R1Sha512, .ed25519, .rsaPssRsaeSha512, .rsaPkcs1Sha512, .rsaPkcs1Sha1,
        ]
    }

    /// - Parameter host: a name is sent as SNI.
    func clientHandler(for host: WebhookURL.Host) throws -> NIOSSLClientHandler {
        guard case .name(let name) = host else { return try NIOSSLClientHandler(context: self, serverHostname: nil) }
        return try NIOSSLClientHandler(context: self, serverHostname: name)
    }
}
