import Foundation

/// Keeps a second server off a database: both would send the same deliveries. The lock ends with the process.
final class DatabaseLock: Sendable {
    private let descriptor: Int32

    init(database: String) throws {
        let path = database + ".lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure("The file \(path) can't be opened: \(String(cString: strerror(errno))).")
        }
        // If it is not free, the deinitializer closes the file.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw CommandFailure(
                "Another `perfsee serve` is using the database \(database). Stop it first, or use another database."
            )
        }
    }

    deinit {
        close(descriptor)
    }

    /// Releases the lock once the database is closed; until then this object must be kept alive.
    func release() {
        flock(descriptor, LOCK_UN)
    }
}
