/// The format of an archive, recognized by its content.
enum ArchiveForm: Equatable {
    /// A tar archive, or something unknown: the tar reader decides.
    case tar(Compression)
    case zip
    /// An unsupported format with a known signature.
    case other(UnsupportedForm)

    /// How a tar archive is compressed.
    enum Compression: Equatable {
        case none, gzip, zstd
    }

    private static let signatures: [(bytes: [UInt8], form: ArchiveForm)] = [
        ([0x1f, 0x8b], .tar(.gzip)),
        ([0x28, 0xb5, 0x2f, 0xfd], .tar(.zstd)),
        ([0x50, 0x4b, 0x03, 0x04], .zip),
        ([0x50, 0x4b, 0x05, 0x06], .zip),
        ([0x50, 0x4b, 0x07, 0x08], .zip),
        ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], .other(.xz)),
        ([0x42, 0x5a, 0x68], .other(.bzip2)),
        ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], .other(.sevenZip)),
        ([0x52, 0x61, 0x72, 0x21], .other(.rar)),
    ]

    /// By its first bytes; a file that begins neither like an archive nor with a tar header is a zip archive if it ends
    /// like one, since a program that unpacks it may come first.
    static func of(_ file: FileInput) throws(AnalysisFailure) -> ArchiveForm {
        let head = try file.head(TarHeader.blockBytes)
        for known in signatures where head.starts(with: known.bytes) { return known.form }
        // Some compressors begin with a frame to be skipped, which has one of 16 signatures.
        if head.first.map({ $0 & 0xf0 == 0x50 }) == true, head.dropFirst().starts(with: [0x2a, 0x4d, 0x18]) {
            return .tar(.zstd)
        }
        let isTar = head.count == TarHeader.blockBytes && head.withUnsafeBytes { TarHeader.parse($0) } != .damaged
        if isTar { return .tar(.none) }
        return try ZipEnd.offset(in: FileWindow(file)) == nil ? .tar(.none) : .zip
    }
}
