import Domain
import NIOSSL

extension SendFailure {
    /// Why a TLS handshake failed.
    init(tls error: any Error, with url: WebhookURL, _ handshake: Handshake) {
        let host = "\(url.host)"
        if let failure = error as? SendFailure {
            self = failure
        } else {
            let message = AttemptMessage(tls: "\(error)", host: host, authority: url.authority, handshake)
            self = SendFailure(.tls, message ?? .tlsFailed(host: host))
        }
    }

    /// Why an expected response did not arrive over TLS; nil if TLS is not the reason.
    /// - Parameter isFirst: whether it is the first on its connection, and nothing of it has arrived.
    init?(exchange error: (any Error)?, host: String, isFirst: Bool, _ handshake: Handshake) {
        // Under TLS 1.3 this side is done with the handshake before the receiver misses the certificate, and what the
        // receiver says of it may be lost when it closes.
        let wasRefused = isFirst && handshake.asksForCertificate
        let text = error.map { "\($0)" } ?? ""
        guard wasRefused || TLSReason.noCertificate.isIn(text) else { return nil }
        self = SendFailure(.tls, .clientCertificate(host: host))
    }
}

extension SendFailure {
    /// Whether a handshake failed because the receiver wants none of the protocols that this side offers.
    static func isRefusalOfProtocols(_ error: any Error) -> Bool { TLSReason.application.isIn("\(error)") }
}

extension AttemptMessage {
    /// What BoringSSL's error says; nil if that explains nothing.
    init?(tls error: String, host: String, authority: String, _ handshake: Handshake) {
        if error.contains("CERTIFICATE_VERIFY_FAILED") {
            self = .certificateInvalid(host: host)
        } else if handshake.asksForCertificate || TLSReason.noCertificate.isIn(error) {
            self = .clientCertificate(host: host)
        } else if handshake.start == .other {
            self = .notTLS(authority: authority)
        } else if TLSReason.version.isIn(error) {
            self = .tlsVersion(host: host)
        } else if TLSReason.application.isIn(error) {
            self = .tlsProtocol(host: host)
        } else if TLSReason.name.isIn(error) {
            self = .noCertificate(host: host)
        } else if TLSReason.key.isIn(error) {
            self = .certificateKey(host: host)
        } else if TLSReason.cipher.isIn(error) {
            self = .tlsCipher(host: host)
        } else {
            return nil
        }
    }
}

/// Why TLS fails, by the names that BoringSSL has for it. Those of alerts are the receiver's reasons.
private enum TLSReason {
    case noCertificate, version, application, name, key, cipher

    func isIn(_ error: String) -> Bool { names.contains { error.contains($0) } }

    private var names: [String] {
        switch self {
        // A receiver renegotiates in order to ask for a certificate.
        case .noCertificate: ["ALERT_CERTIFICATE_REQUIRED", "ALERT_NO_CERTIFICATE", ":NO_RENEGOTIATION"]
        case .version: ["PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL", "WRONG_SSL_VERSION", "WRONG_VERSION_NUMBER"]
        case .application: ["NO_APPLICATION_PROTOCOL"]
        case .name: ["UNRECOGNIZED_NAME"]
        case .key:
            [
                "WRONG_CURVE", "WRONG_CERTIFICATE_TYPE", "WRONG_SIGNATURE_TYPE", "UNKNOWN_CERTIFICATE_TYPE",
                "UNSUPPORTED_ALGORITHM", "UNSUPPORTED_PUBLIC_KEY_TYPE", "UNKNOWN_GROUP", "BAD_ECC_CERT",
                "ECC_CERT_NOT_FOR_SIGNING", "NO_COMMON_SIGNATURE_ALGORITHMS",
            ]
        case .cipher:
            [
                "ALERT_HANDSHAKE_FAILURE", "HANDSHAKE_FAILURE_ON_CLIENT_HELLO", "ALERT_INSUFFICIENT_SECURITY",
                "NO_SHARED_CIPHER", "NO_SHARED_GROUP", "WRONG_CIPHER_RETURNED", "UNKNOWN_CIPHER_RETURNED",
                "UNSUPPORTED_ELLIPTIC_CURVE", "BAD_DH_P_LENGTH", "DH_P_TOO_LONG",
            ]
        }
    }
}
