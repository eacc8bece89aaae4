/// What an uploaded archive may at most ask of the machine. What goes over a limit is refused with a reason.
package struct ArchiveLimits: Sendable, Equatable {
    /// Members of the archive, folders included.
    package var members = 100_000
    /// Bytes of all members together, unpacked; also of compressed stats inside the archive.
    package var unpackedBytes = 4 << 30
    /// Unpacked bytes for each compressed byte.
    package var compressionRatio = 1_000
    /// The ratio is looked at from so many unpacked bytes on: a few zero blocks alone are no bomb.
    package var ratioFloorBytes = 1 << 20
    /// Bytes of a member's path.
    package var nameBytes = 4_096
    /// Bytes of a pax header, which may carry more than the path.
    package var headerBytes = 1 << 20
    /// Bytes of the stats, after decompression.
    package var statsBytes = 1 << 30

    /// The limits that the server and the command line use.
    package static let standard = ArchiveLimits()

    package init() {}
}
