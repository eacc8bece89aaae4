import Testing

@testable import PerfseeSDK

@Suite("A server's certificate that is refused")
struct CertificateErrorTests {
    /// An error as the TLS library describes it.
    private struct Described: Error, CustomStringConvertible {
        let description: String
    }

    private static let url = "https://s.example"

    @Test(
        "It is named with the server, and is no outage that passes",
        arguments: [
            ("handshakeFailed(BoringSSLError.sslError([CERTIFICATE_VERIFY_FAILED]))", .untrusted(url: url)),
            ("NIOSSLExtraError.failedToValidateHostname: Couldn't find s.example", .otherHost(url: url)),
        ] as [(String, PerfseeClientError)])
    func refused(_ description: String, _ expected: PerfseeClientError) {
        let error = Described(description: description)
        let found = TransportFailure.clientError(for: error, url: Self.url, proxy: nil)
        #expect(found as? PerfseeClientError == expected && !expected.isPassing)
        #expect(expected.description.hasPrefix("The certificate of https://s.example is "))
    }
}
