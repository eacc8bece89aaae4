import Foundation
import PerfseeSDK

/// Which certificate authorities a command trusts, named as for `perfsee serve`: `--ca-file` or `PERFSEE_CA_FILE` in
/// addition to the system's, and `SSL_CERT_FILE` in their place.
struct AuthorityEnvironment {
    /// What to do about a server whose certificate is not trusted.
    static let advice = """
        If a certificate authority of your own issued it, name a file with that authority's certificate, in PEM format, \
        with --ca-file or PERFSEE_CA_FILE.
        """

    private let environment: [String: String]
    private let flag: String?

    init(_ environment: [String: String], flag: String?) {
        self.environment = environment
        self.flag = flag
    }

    /// Those for a server's URL. Throws `CommandFailure` if a file cannot be read. A server without TLS needs none.
    func authorities(for url: String) throws -> CertificateAuthorities {
        guard URLComponents(string: url)?.scheme?.lowercased() == "https" else { return .system }
        let extra = flag.map { Found(value: $0, source: "--ca-file") } ?? variable("PERFSEE_CA_FILE")
        return CertificateAuthorities(
            replacement: try variable("SSL_CERT_FILE").map(CertificateFile.path),
            extra: try extra.map(CertificateFile.path))
    }

    private typealias Found = SettingSources.Found<String>

    /// An empty variable counts as unset.
    private func variable(_ name: String) -> Found? {
        environment[name].flatMap { $0.isEmpty ? nil : Found(value: $0, source: name) }
    }
}
