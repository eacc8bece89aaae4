import Foundation

/// A small file that its user alone may read and write.
struct PrivateFile {
    let path: String

    /// Writes a new file; where there is one already, it stays as it is and this throws.
    func create(_ text: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("made") }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            let failure = failure("written")
            unlink(path)
            throw failure
        }
    }

    /// Writes a new file in the place of one that may be there.
    func replace(_ text: String) throws {
        unlink(path)
        try create(text)
    }

    private func failure(_ act: String) -> CommandFailure {
        CommandFailure("The file \(path) cannot be \(act): \(String(cString: strerror(errno))).")
    }
}
