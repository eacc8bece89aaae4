import Foundation

/// A small file that only its user may read and write.
struct PrivateFile {
    let path: String

    /// Writes a new file; throws if there is one already, and leaves that as it is.
    func create(_ text: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("created") }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            let failure = failure("written")
            unlink(path)
            throw failure
        }
    }

    /// Writes a new file, replacing any existing one.
    func replace(_ text: String) throws {
        unlink(path)
        try create(text)
    }

    private func failure(_ act: String) -> CommandFailure {
        CommandFailure("The file \(path) can't be \(act): \(String(cString: strerror(errno))).")
    }
}
