/// The format of an archive, recognized by its first bytes.
enum ArchiveForm: Equatable {
    case gzip
    /// No known signature: a tar archive, or an unsupported format (the tar reader decides).
    case tar
    /// An unsupported format with a known signature.
    case other(UnsupportedForm)

    /// The length of the longest signature, in bytes.
    static let headBytes = 8

    private static let others: [(signature: [UInt8], form: UnsupportedForm)] = [
        ([0x50, 0x4b, 0x03, 0x04], .zip),
        ([0x50, 0x4b, 0x05, 0x06], .zip),
        ([0x28, 0xb5, 0x2f, 0xfd], .zstd),
        ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], .xz),
        ([0x42, 0x5a, 0x68], .bzip2),
        ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], .sevenZip),
        ([0x52, 0x61, 0x72, 0x21], .rar),
    ]

    static func of(head: [UInt8]) -> ArchiveForm {
        if head.starts(with: [0x1f, 0x8b]) { return .gzip }
        for other in others where head.starts(with: other.signature) { return .other(other.form) }
        return .tar
    }
}
