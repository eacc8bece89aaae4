import Foundation
import NIOCore
import Synchronization

/// The Unix domain socket that a server listens on: makes way for it, and removes it at the end.
final class ServerSocket: Sendable {
    /// Who may connect: the server's user and its group, which the proxy's user belongs to.
    static let mode: mode_t = 0o660
    /// The longest path, in bytes: the kernel's structure holds one more, which ends it.
    static let longestPath = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    /// A file at a path; a link is a file of its own.
    private struct File: Equatable {
        let device: Int?
        let number: Int?
        let isSocket: Bool

        /// Nil if there is none.
        init?(at path: String) throws {
            do {
                let facts = try FileManager.default.attributesOfItem(atPath: path)
                device = (facts[.systemNumber] as? NSNumber)?.intValue
                number = (facts[.systemFileNumber] as? NSNumber)?.intValue
                isSocket = facts[.type] as? FileAttributeType == .typeSocket
            } catch CocoaError.fileReadNoSuchFile {
                return nil
            }
        }
    }

    let path: String
    /// Held for as long as the process runs, so that of two servers that start at once only one replaces a stale socket.
    private let lock: Int32
    /// The file that it made, so that a successor's is not taken for it.
    private let file = Mutex<File?>(nil)

    /// Throws `CommandFailure` if the path can't become this server's socket. What is left of a server that is dead gives
    /// way; a file that is no socket never does.
    init(path: String) throws {
        guard !path.isEmpty, path.utf8.count <= Self.longestPath else {
            throw CommandFailure(
                "The path of --socket must have 1 to \(Self.longestPath) bytes, the most that the system allows; "
                    + "`\(path)` has \(path.utf8.count).")
        }
        self.path = path
        lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { throw Self.failure(path, "\(path).lock can't be opened: \(Self.cause())") }
        // If it is not free, the deinitializer closes the file.
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw Self.inUse(path) }
        try Self.makeWay(at: path)
    }

    deinit {
        if lock >= 0 { close(lock) }
    }

    /// The server listens on it now.
    func opened() throws {
        guard chmod(path, Self.mode) == 0 else { throw Self.failure(path, "its mode can't be set: \(Self.cause())") }
        let made = try File(at: path)
        file.withLock { $0 = made }
    }

    /// Removes the socket, if it is still the one that this server listened on.
    func remove() {
        let own = file.withLock { $0 }
        if let own, (try? File(at: path)) == own { unlink(path) }
    }

    /// A sentence for an error of listening.
    func failure(_ error: IOError) -> CommandFailure { Self.failure(path, String(cString: strerror(error.errnoCode))) }

    private static func makeWay(at path: String) throws {
        guard let file = try File(at: path) else { return }
        guard file.isSocket else {
            throw failure(path, "there is a file that is not a socket. Remove it, or choose another --socket")
        }
        switch connectionError(to: path) {
        case ECONNREFUSED:
            guard unlink(path) == 0 || errno == ENOENT else {
                throw failure(path, "the socket of a server that is gone can't be removed: \(cause())")
            }
        case ENOENT: break
        // Or its queue of connections is full.
        case 0, EAGAIN: throw inUse(path)
        case let code: throw failure(path, String(cString: strerror(code)))
        }
    }

    /// Whether anything listens there: 0 if so, or why not.
    private static func connectionError(to path: String) -> Int32 {
        let descriptor = socket(AF_UNIX, streamType, 0)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        return result == 0 ? 0 : errno
    }

    #if os(Linux)
        private static let streamType = Int32(SOCK_STREAM.rawValue)
    #else
        private static let streamType = SOCK_STREAM
    #endif

    private static func cause() -> String { String(cString: strerror(errno)) }

    private static func failure(_ path: String, _ cause: String) -> CommandFailure {
        CommandFailure("The server can't listen on the socket \(path): \(cause).")
    }

    private static func inUse(_ path: String) -> CommandFailure {
        failure(path, "another server listens there. Stop it, or choose another --socket")
    }
}
