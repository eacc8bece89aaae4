import NIOSSL

/// Whether a certificate is for a name.
///
/// NIOSSL verifies the chain, but takes a certificate that is for the address of the connection as good as one for the
/// name. Whoever owns such a certificate could then stand in for any name that is made to lead to that address, so the
/// name is held against the certificate's DNS names here once more.
enum CertificateName {
    static func matches(_ name: String, _ certificate: NIOSSLCertificate) -> Bool {
        certificate._subjectAlternativeNames().contains { alternative in
            // Bytes that are not ASCII are no DNS name, but may turn into one in lower case: U+212A is a k there.
            alternative.nameType == .dnsName && alternative.contents.allSatisfy { $0 < 0x80 }
                && matches(name, pattern: String(decoding: alternative.contents, as: UTF8.self).lowercased())
        }
    }

    /// - Parameter pattern: a name, or one whose first label is `*`, which stands for any one label (RFC 6125).
    static func matches(_ name: String, pattern: String) -> Bool {
        guard pattern.hasPrefix("*.") else { return name == pattern }
        guard let dot = name.firstIndex(of: "."), dot != name.startIndex else { return false }
        return name[dot...] == pattern.dropFirst()
    }
}
