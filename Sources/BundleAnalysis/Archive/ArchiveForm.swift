/// The format of an archive, recognized by its first bytes.
enum ArchiveForm: Equatable {
    case gzip
    /// No known signature: a tar archive, or an unsupported format (the tar reader decides).
    case tar
    /// The name of an unsupported format with a known signature.
    case other(String)

    /// The length of the longest signature, in bytes.
    static let headBytes = 8

    /// The part of an error message that says what to send.
    static let taken = "Send a tar archive, plain or compressed with gzip."

    private static let others: [(signature: [UInt8], name: String)] = [
        ([0x50, 0x4b, 0x03, 0x04], "a zip archive"),
        ([0x50, 0x4b, 0x05, 0x06], "a zip archive"),
        ([0x28, 0xb5, 0x2f, 0xfd], "compressed with zstd"),
        ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "compressed with xz"),
        ([0x42, 0x5a, 0x68], "compressed with bzip2"),
        ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive"),
        ([0x52, 0x61, 0x72, 0x21], "a rar archive"),
    ]

    static func of(head: [UInt8]) -> ArchiveForm {
        if head.starts(with: [0x1f, 0x8b]) { return .gzip }
        for other in others where head.starts(with: other.signature) { return .other(other.name) }
        return .tar
    }
}
