import Domain
import NIOSSL

/// Checks whether a certificate is for a host.
///
/// NIOSSL verifies the chain only. For a name, its own check accepts a certificate for the connection's address as well,
/// whose owner could then impersonate any name that is made to resolve to that address; and it accepts no `_`, which
/// names of receivers contain.
enum CertificateName {
    static func matches(_ host: WebhookURL.Host, _ certificate: NIOSSLCertificate) -> Bool {
        switch host {
        case .name(let name): matches(name, certificate)
        case .address(let address):
            certificate._subjectAlternativeNames().contains { alternative in
                alternative.nameType == .ipAddress && alternative.contents.elementsEqual(address.packed)
            }
        }
    }

    private static func matches(_ name: String, _ certificate: NIOSSLCertificate) -> Bool {
        certificate._subjectAlternativeNames().contains { alternative in
            // Non-ASCII bytes are not a DNS name but may become one when lowercased: U+212A turns into a k.
            alternative.nameType == .dnsName && alternative.contents.allSatisfy { $0 < 0x80 }
                && matches(name, pattern: String(decoding: alternative.contents, as: UTF8.self).lowercased())
        }
    }

    /// - Parameter pattern: a name, or a name whose first label is `*`, which stands for any one label (RFC 6125).
    static func matches(_ name: String, pattern: String) -> Bool {
        guard pattern.hasPrefix("*.") else { return name == pattern }
        guard let dot = name.firstIndex(of: "."), dot != name.startIndex else { return false }
        return name[dot...] == pattern.dropFirst()
    }
}
