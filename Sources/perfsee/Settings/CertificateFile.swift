import Delivery

/// A file of certificate authorities that the operator names, for the server and for the client commands.
enum CertificateFile {
    /// The path, if the file has at least one certificate. Throws `CommandFailure` otherwise.
    static func path(_ found: SettingSources.Found<String>) throws -> String {
        guard TrustRoots.areReadable(in: found.value) else {
            throw CommandFailure(
                "\(found.source) must be a file with certificates in PEM format that this user can read; it is "
                    + "`\(found.value)`.")
        }
        return found.value
    }
}
