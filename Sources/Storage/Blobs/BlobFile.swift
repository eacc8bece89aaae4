package import Foundation

/// A blob on its way to disk, under a temporary name.
package final class BlobFile {
    private let path: String
    private var descriptor: Int32

    package init(at path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(.create) }
    }

    package func append(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = Foundation.write(descriptor, buffer.baseAddress! + written, buffer.count - written)
                guard count > 0 else { throw Self.failure(.write) }
                written += count
            }
        }
    }

    /// Flushes the file, renames it, and flushes the folder, so that a power cut leaves all of it or nothing.
    package func finish(movingTo url: URL) throws {
        guard fsync(descriptor) == 0 else { throw Self.failure(.flush) }
        closeOnce()
        let folder = url.deletingLastPathComponent()
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard rename(path, url.path) == 0 else { throw Self.failure(.rename) }
        let parent = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard parent >= 0 else { throw Self.failure(.flush) }
        fsync(parent)
        close(parent)
    }

    package func discard() {
        closeOnce()
        unlink(path)
    }

    /// By the time of a second close, the descriptor may be another file's.
    private func closeOnce() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
    }

    private static func failure(_ step: BlobError.Step) -> BlobError {
        .unwritable(step, reason: String(cString: strerror(errno)))
    }
}
