import CLibPQ
import Glibc
import Synchronization

/// Wakes a connection's thread while it waits for its socket, because a task was canceled or the connection closed.
final class Interrupter: Sendable {
    let descriptor: Int32
    private let closed = Atomic(false)

    /// Throws `PostgresError` (`.connectFailed`) if the process has run out of file descriptors.
    init() throws {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else {
            throw PostgresError(.connectFailed, "no file descriptor is left for a connection: \(errno)")
        }
    }

    deinit {
        Glibc.close(descriptor)
    }

    var isClosed: Bool { closed.load(ordering: .acquiring) }

    func close() {
        closed.store(true, ordering: .releasing)
        wake()
    }

    func wake() {
        eventfd_write(descriptor, 1)
    }

    /// Call only on the connection's thread, before checking why it was woken.
    func rearm() {
        var count: UInt64 = 0
        eventfd_read(descriptor, &count)
    }
}

/// Whether the task that a connection works for was canceled.
final class Cancellation: Sendable {
    private let interrupter: Interrupter
    private let cancelled = Atomic(false)

    init(_ interrupter: Interrupter) {
        self.interrupter = interrupter
    }

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() {
        cancelled.store(true, ordering: .releasing)
        interrupter.wake()
    }
}
