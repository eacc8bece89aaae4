package import NIOSSL

/// Certificates made only for tests: an authority, and for `receiver.test` and 127.0.0.1 one certificate that is valid
/// until the next century and one that has expired. Two more are their own authorities, have keys of other kinds, and
/// are for `my_receiver.test` and 127.0.0.1.
package enum TestCertificates {
    package enum Leaf: Sendable {
        case valid, expired, ed25519, p521
    }

    /// What a receiver demands of TLS.
    package struct Demands: Sendable {
        package var minimumVersion = TLSVersion.tlsv12
        package var maximumVersion: TLSVersion?
        /// OpenSSL's names; nil for the usual ones.
        package var ciphers: String?
        package var asksForCertificate = false
        /// What it offers in ALPN; empty for a receiver that does not know ALPN.
        package var applicationProtocols: [String] = []

        package init() {}
    }

    /// The authority that a client has to trust.
    package static func authority() throws -> NIOSSLCertificate {
        try NIOSSLCertificate(bytes: Array(authorityPEM.utf8), format: .pem)
    }

    /// All certificates that a client may have to trust.
    package static func authorities() throws -> [NIOSSLCertificate] {
        try [authority()] + [ed25519PEM, p521PEM].map { try NIOSSLCertificate(bytes: Array($0.utf8), format: .pem) }
    }

    /// A receiver that presents a certificate.
    package static func server(_ leaf: Leaf = .valid, _ demands: Demands = Demands()) throws -> NIOSSLContext {
        let (text, keyText) =
            switch leaf {
            case .valid: (validPEM, keyPEM)
            case .expired: (expiredPEM, keyPEM)
            case .ed25519: (ed25519PEM, ed25519KeyPEM)
            case .p521: (p521PEM, p521KeyPEM)
            }
        let certificate = try NIOSSLCertificate(bytes: Array(text.utf8), format: .pem)
        let key = try NIOSSLPrivateKey(bytes: Array(keyText.utf8), format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(certificate)], privateKey: .privateKey(key))
        configuration.minimumTLSVersion = demands.minimumVersion
        configuration.maximumTLSVersion = demands.maximumVersion
        if let ciphers = demands.ciphers { configuration.cipherSuites = ciphers }
        configuration.applicationProtocols = demands.applicationProtocols
        if demands.asksForCertificate {
            configuration.certificateVerification = .noHostnameVerification
            configuration.trustRoots = .certificates([try authority()])
        }
        return try NIOSSLContext(configuration: configuration)
    }

    package static let authorityPEM = """
        -----BEGIN CERTIFICATE-----
        MIIBqTCCAU+gAwIBAgIUdoOAtDX8GOfK48O4dEO7QvW8xo4wCgYIKoZIzj0EAwIw
        ITEfMB0GA1UEAwwWUGVyZnNlZSB0ZXN0IGF1dGhvcml0eTAgFw0yNjExMjMyMzEw
        NDNaGA8yMTI2MTAzMDIzMTA0M1owITEfMB0GA1UEAwwWUGVyZnNlZSB0ZXN0IGF1
        dGhvcml0eTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMllvDoAbEG5XTOU3A7G
        p64DCL0PsYeklh5sYrWFR9j3ysTWHKLLehkBFGQOAzSzIO5JFnnD4eJ6oLYZDoaq
        ZLyjYzBhMB0GA1UdDgQWBBQ5toyKWAdrBiYAioWl/bNKtwEnKDAfBgNVHSMEGDAW
        gBQ5toyKWAdrBiYAioWl/bNKtwEnKDAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB
        /wQEAwIBBjAKBggqhkjOPQQDAgNIADBFAiAzSURbmonzJQMgezMWCYa4EezR56rn
        irizxn0Yr62UCwIhAJw86kmcChaUE9FjvfFCHheyvSzDeToZpGoXvOlp9ca5
        -----END CERTIFICATE-----
        """

    package static let validPEM = """
        -----BEGIN CERTIFICATE-----
        MIIBrzCCAVSgAwIBAgIBAjAKBggqhkjOPQQDAjAhMR8wHQYDVQQDDBZQZXJmc2Vl
        IHRlc3QgYXV0aG9yaXR5MCAXDTI2MTEyMzIzMTA0M1oYDzIxMjYwNzIyMjMxMDQz
        WjAYMRYwFAYDVQQDDA1yZWNlaXZlci50ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0D
        AQcDQgAEU2B4xY0bxOJ469unLx0wxn79vWHKu99EfMRbljpdUAzxatNVuk5RAgAU
        duGqAHLiNH/KH7zrE7YIfIcWdcitp6OBgzCBgDAeBgNVHREEFzAVgg1yZWNlaXZl
        ci50ZXN0hwR/AAABMAkGA1UdEwQCMAAwEwYDVR0lBAwwCgYIKwYBBQUHAwEwHQYD
        VR0OBBYEFHYvidOf1zLJJw3EMQBfLyu7LZOAMB8GA1UdIwQYMBaAFDm2jIpYB2sG
        JgCKhaX9s0q3AScoMAoGCCqGSM49BAMCA0kAMEYCIQDqGMaNEo4fp8aJ6dRN+gto
        /thYcd/Fk8lDjXKromXYtwIhAKn7oBFsS/7zeq4z5k0CJZXhHqHocvajqw9U8jJO
        Bbu/
        -----END CERTIFICATE-----
        """

    private static let expiredPEM = """
        -----BEGIN CERTIFICATE-----
        MIIBrTCCAVKgAwIBAgIBAzAKBggqhkjOPQQDAjAhMR8wHQYDVQQDDBZQZXJmc2Vl
        IHRlc3QgYXV0aG9yaXR5MB4XDTIwMDEwMTAwMDAwMFoXDTIwMDIwMTAwMDAwMFow
        GDEWMBQGA1UEAwwNcmVjZWl2ZXIudGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEH
        A0IABFNgeMWNG8TieOvbpy8dMMZ+/b1hyrvfRHzEW5Y6XVAM8WrTVbpOUQIAFHbh
        qgBy4jR/yh+86xO2CHyHFnXIraejgYMwgYAwHgYDVR0RBBcwFYINcmVjZWl2ZXIu
        dGVzdIcEfwAAATAJBgNVHRMEAjAAMBMGA1UdJQQMMAoGCCsGAQUFBwMBMB0GA1Ud
        DgQWBBR2L4nTn9cyyScNxDEAXy8ruy2TgDAfBgNVHSMEGDAWgBQ5toyKWAdrBiYA
        ioWl/bNKtwEnKDAKBggqhkjOPQQDAgNJADBGAiEAuzPsuIRUnrRd7AXTC8sHMeLJ
        L+97j6yY/mqDB6M7NfACIQC8AL0e9+nJO7fTX3d4tg5yrqXMovzD1/cIRa3v7HEv
        HA==
        -----END CERTIFICATE-----
        """

    package static let keyPEM = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgiSY5nDCvmJ78BG8y
        uYW8ag/xvL8IFBVPcep3UIzLUqWhRANCAARTYHjFjRvE4njr26cvHTDGfv29Ycq7
        30R8xFuWOl1QDPFq01W6TlECABR24aoAcuI0f8ofvOsTtgh8hxZ1yK2n
        -----END PRIVATE KEY-----
        """

    private static let ed25519PEM = """
        -----BEGIN CERTIFICATE-----
        MIIBjjCCAUCgAwIBAgIUFJc5S4bNOjMWB/ifgTnW+2HAwoIwBQYDK2VwMCAxHjAc
        BgNVBAMMFVBlcmZzZWUgdGVzdCByZWNlaXZlcjAgFw0yNjExMzAyMTQ5MDdaGA8y
        MTI2MTEwNjIxNDkwN1owIDEeMBwGA1UEAwwVUGVyZnNlZSB0ZXN0IHJlY2VpdmVy
        MCowBQYDK2VwAyEAjNJbx+rSGZhR1Va9ezdm50HfOCSTyIFONvBxWC4FM8CjgYkw
        gYYwHQYDVR0OBBYEFNT6XUqaOvcgi5U9uj58HsfQGzgPMB8GA1UdIwQYMBaAFNT6
        XUqaOvcgi5U9uj58HsfQGzgPMCEGA1UdEQQaMBiCEG15X3JlY2VpdmVyLnRlc3SH
        BH8AAAEwDAYDVR0TAQH/BAIwADATBgNVHSUEDDAKBggrBgEFBQcDATAFBgMrZXAD
        QQCun8ak0nvZopnCljPEmwO0N4e6OD5+FLoENAKKWiFXiFczFFUSt5M/elXJwqy6
        Wu+YsUpmwhtsr4PUfAyFRO8H
        -----END CERTIFICATE-----
        """

    private static let ed25519KeyPEM = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIOrZBfoaCN3Nj4uSA3PX+ceX8pggBwp0kVdIECoQu2yQ
        -----END PRIVATE KEY-----
        """

    private static let p521PEM = """
        -----BEGIN CERTIFICATE-----
        MIICVTCCAbegAwIBAgIUNbuzQxS+QZCmjxXb2+A+sSpUnMowCgYIKoZIzj0EAwIw
        IDEeMBwGA1UEAwwVUGVyZnNlZSB0ZXN0IHJlY2VpdmVyMCAXDTI2MTEzMDIxNDkw
        N1oYDzIxMjYxMTA2MjE0OTA3WjAgMR4wHAYDVQQDDBVQZXJmc2VlIHRlc3QgcmVj
        ZWl2ZXIwgZswEAYHKoZIzj0CAQYFK4EEACMDgYYABAHg0gVyNeheccdcLpfdg/pP
        LAkLaVqT2Ie7kgkXcveDGrPVhnIGHi0M7DZgGd9UU2mm4F2HjQ+oguqs5PhI1HRg
        6gAV5k8yhNbliyqqxTSoR70uycDvCNXGcEuKyeuC3s938re3zJdBecNTmp3vY3X6
        CecGzpjefoZCsXALq6JqL/2doqOBiTCBhjAdBgNVHQ4EFgQUJHQegdnTtlAmGx/Z
        js7wfg65EYgwHwYDVR0jBBgwFoAUJHQegdnTtlAmGx/Zjs7wfg65EYgwIQYDVR0R
        BBowGIIQbXlfcmVjZWl2ZXIudGVzdIcEfwAAATAMBgNVHRMBAf8EAjAAMBMGA1Ud
        JQQMMAoGCCsGAQUFBwMBMAoGCCqGSM49BAMCA4GLADCBhwJBYjWcFjrLpxwMLrN2
        +xNznlUa7m77UP9J8ewA+Usgjcc1N1p/KsmOslVpNd2kwNTXb1HmS+5McJJHHR73
        cosQeGcCQgHkz+sVJbv9s5hUVgeSJMVNUcdO+P1m07FIubCjDpMcNntJfcPIOrHN
        6zjVsiUIMzAzTODX8Ute0KFEeS1Sg+h4og==
        -----END CERTIFICATE-----
        """

    private static let p521KeyPEM = """
        -----BEGIN PRIVATE KEY-----
        MIHuAgEAMBAGByqGSM49AgEGBSuBBAAjBIHWMIHTAgEBBEIBWJDXcOyjnkM7+2G6
        U+j9sjRKm0ZjT43EcHq6UZyy7RUYGvVTOTLcmpyIZGregaisoFUpS3g3Os2qvoux
        rRp+VtKhgYkDgYYABAHg0gVyNeheccdcLpfdg/pPLAkLaVqT2Ie7kgkXcveDGrPV
        hnIGHi0M7DZgGd9UU2mm4F2HjQ+oguqs5PhI1HRg6gAV5k8yhNbliyqqxTSoR70u
        ycDvCNXGcEuKyeuC3s938re3zJdBecNTmp3vY3X6CecGzpjefoZCsXALq6JqL/2d
        og==
        -----END PRIVATE KEY-----
        """
}
