/// The limits on what an uploaded archive may demand of the machine. An archive that exceeds one is refused with a
/// reason.
package struct ArchiveLimits: Sendable, Equatable {
    /// Members of the archive, including folders.
    package var members = 100_000
    /// Unpacked bytes of all members together; also of compressed stats inside the archive.
    package var unpackedBytes = 4 << 30
    /// Unpacked bytes per compressed byte.
    package var compressionRatio = 1_000
    /// The ratio is checked from this many unpacked bytes on: a few zero blocks alone are not a bomb.
    package var ratioFloorBytes = 1 << 20
    /// Unpacked bytes per compressed byte, for an archive that unpacks to more than `largeBytes`: a high compression
    /// ratio is fine for a little data, but not for a lot.
    package var largeRatio = 1_000
    package var largeBytes = 64 << 20
    /// Bytes that a zstd decoder keeps of what it has decompressed (its window): what `zstd --long` asks for, and every
    /// decoder accepts unasked. A power of 2.
    package var windowBytes = 128 << 20
    /// Bytes of a member's path.
    package var nameBytes = 4_096
    /// Bytes of all members' paths together, which are held in memory.
    package var pathBytes = 16 << 20
    /// Bytes of a pax header, which may carry more than the path.
    package var headerBytes = 1 << 20
    /// Bytes of the stats after decompression.
    package var statsBytes = 1 << 30

    /// The limits of the command line, whose user has the machine to themselves.
    package static let standard = ArchiveLimits()

    /// The limits of a server, whose disk and time are shared: the cost of an upload is proportional to what was sent.
    package static func server(unpackedBytes: Int) -> ArchiveLimits {
        var limits = ArchiveLimits()
        limits.unpackedBytes = min(unpackedBytes, limits.unpackedBytes)
        limits.largeRatio = 100
        return limits
    }

    package init() {}

    /// The most bytes of disk that an archive of this size can take while it is analyzed.
    package func mostOnDisk(ofArchive bytes: Int) -> Int {
        let (packed, overflow) = bytes.multipliedReportingOverflow(by: largeRatio)
        return min(unpackedBytes, overflow ? .max : max(largeBytes, packed))
    }
}
