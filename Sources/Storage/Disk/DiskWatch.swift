package import Domain
import Foundation

/// Watches the free space of the disks that builds and events are written to.
package struct DiskWatch: Sendable {
    package typealias Reading = @Sendable (_ folder: String) -> DiskSpace?

    private let folders: [String]
    private let floor: DiskFloor
    private let read: Reading

    /// - Parameter read: called on each check; nil for a folder whose disk cannot be read.
    package init(folders: [String], floor: DiskFloor = .standard, read: @escaping Reading = DiskWatch.system) {
        self.folders = folders
        self.floor = floor
        self.read = read
    }

    /// Watches no disk, so there is always room.
    package static let unwatched = DiskWatch(folders: [])

    /// Whether the floor stays free on every disk after this many more bytes.
    package func hasRoom(for bytes: Int64 = 0) -> Bool {
        folders.allSatisfy { floor.leaves(room: read($0), for: bytes) }
    }

    /// The free space of the fullest disk; nil if nothing is known.
    package var leastFree: Int64? {
        folders.compactMap { read($0)?.free }.min()
    }

    /// As the system reports it, counting only what an unprivileged user may use.
    package static let system: Reading = { folder in
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { return nil }
        let block = Int64(clamping: status.f_frsize)
        return DiskSpace(
            free: Int64(clamping: status.f_bavail).multipliedClamped(by: block),
            total: Int64(clamping: status.f_blocks).multipliedClamped(by: block))
    }
}

extension Int64 {
    /// Some network file systems report more blocks than there can be.
    fileprivate func multipliedClamped(by other: Int64) -> Int64 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}
