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
    /// Unpacked bytes for each compressed byte of what unpacks to more than `largeBytes`: little is let off for being
    /// packed well, much is not.
    package var largeRatio = 1_000
    package var largeBytes = 64 << 20
    /// Bytes of a member's path.
    package var nameBytes = 4_096
    /// Bytes of all members' paths together, which are held in memory.
    package var pathBytes = 16 << 20
    /// Bytes of a pax header, which may carry more than the path.
    package var headerBytes = 1 << 20
    /// Bytes of the stats, after decompression.
    package var statsBytes = 1 << 30

    /// The limits of the command line, whose user has the machine for their own.
    package static let standard = ArchiveLimits()

    /// Those of a server, whose disk and time belong to many: what an upload costs is in proportion to what was sent.
    package static func server(unpackedBytes: Int) -> ArchiveLimits {
        var limits = ArchiveLimits()
        limits.unpackedBytes = min(unpackedBytes, limits.unpackedBytes)
        limits.largeRatio = 100
        return limits
    }

    package init() {}

    /// The most bytes of disk that an archive of so many bytes can take while it is analysed.
    package func mostOnDisk(ofArchive bytes: Int) -> Int {
        let (packed, overflow) = bytes.multipliedReportingOverflow(by: largeRatio)
        return min(unpackedBytes, overflow ? .max : max(largeBytes, packed))
    }
}
