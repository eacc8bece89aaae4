package import NIOSSL

/// Certificates made only for tests: an authority, and for `receiver.test` and 127.0.0.1 one certificate that is valid
/// until the next century and one that has expired.
package enum TestCertificates {
    package enum Leaf: Sendable {
        case valid, expired
    }

    /// The authority that a client has to trust.
    package static func authority() throws -> NIOSSLCertificate {
        try NIOSSLCertificate(bytes: Array(authorityPEM.utf8), format: .pem)
    }

    /// The certificate that a receiver presents.
    package static func server(_ leaf: Leaf = .valid) throws -> NIOSSLContext {
        let text = leaf == .valid ? validPEM : expiredPEM
        let certificate = try NIOSSLCertificate(bytes: Array(text.utf8), format: .pem)
        let key = try NIOSSLPrivateKey(bytes: Array(keyPEM.utf8), format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
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

    private static let validPEM = """
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

    private static let keyPEM = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgiSY5nDCvmJ78BG8y
        uYW8ag/xvL8IFBVPcep3UIzLUqWhRANCAARTYHjFjRvE4njr26cvHTDGfv29Ycq7
        30R8xFuWOl1QDPFq01W6TlECABR24aoAcuI0f8ofvOsTtgh8hxZ1yK2n
        -----END PRIVATE KEY-----
        """
}
