import Foundation

/// A new file that only its user may read; removed if its contents could not be written completely.
struct NewFile {
    let path: String
    let descriptor: Int32

    /// Throws `CommandFailure` if the file already exists.
    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure("The file \(path) can't be created: \(String(cString: strerror(errno))).")
        }
    }

    /// Returns once the file is on disk.
    func finish() throws {
        guard fsync(descriptor) == 0, close(descriptor) == 0 else {
            throw CommandFailure("The file \(path) can't be written: \(String(cString: strerror(errno))).")
        }
    }

    func discard() {
        close(descriptor)
        unlink(path)
    }
}
