/// The free space and total size of a disk, in bytes.
package struct DiskSpace: Hashable, Sendable {
    package var free: Int64
    package var total: Int64

    package init(free: Int64, total: Int64) {
        self.free = free
        self.total = total
    }
}

/// How much disk space stays free for events: below it, no build is accepted or unpacked.
package enum DiskFloor: Hashable, Sendable {
    /// The lesser of 1 GiB and a twentieth of the disk.
    case standard
    case bytes(Int64)

    package static let standardBytes: Int64 = 1 << 30
    package static let standardShare: Int64 = 20

    package func bytes(of space: DiskSpace) -> Int64 {
        switch self {
        case .standard: min(Self.standardBytes, space.total / Self.standardShare)
        case .bytes(let bytes): bytes
        }
    }

    /// Whether the floor stays free after this many more bytes. If the free space is unknown, nothing is refused.
    package func leaves(room space: DiskSpace?, for bytes: Int64) -> Bool {
        guard let space, self != .bytes(0) else { return true }
        return bytes <= space.free - self.bytes(of: space)
    }
}
