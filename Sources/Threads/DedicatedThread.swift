import CScheduler
import Glibc

/// A thread for work that blocks or computes for long: the shared threads of structured concurrency, one per core, must
/// do neither.
package enum DedicatedThread {
    private final class Work: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Starts a thread that ends with `run`.
    ///
    /// - Parameters:
    ///   - name: shown by `top -H` and debuggers; Linux keeps 15 bytes of it.
    ///   - niceness: how far it yields to others: the POSIX nice value, which each thread has its own of on Linux. A
    ///     thread that yields is also one for batch work: see `yield(by:)`.
    ///   - stackSize: in bytes; nil for the system's own.
    package static func start(
        _ name: String, niceness: Int32 = 0, stackSize: Int? = nil, _ run: @escaping @Sendable () -> Void
    ) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        if let stackSize { pthread_attr_setstacksize(&attributes, stackSize) }
        let work = Unmanaged.passRetained(
            Work {
                enter(name, niceness)
                run()
            })
        var thread = pthread_t()
        let code = pthread_create(
            &thread, &attributes,
            { argument in
                Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().run()
                return nil
            }, work.toOpaque())
        // No threads or memory left: nothing else can take over the work.
        precondition(code == 0, "no thread could be started: error \(code)")
    }

    private static func enter(_ name: String, _ niceness: Int32) {
        // A closed socket or pipe is an error of the write to it, and no reason to end.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        // glibc's function for it is one of the GNU extensions, which Swift does not import.
        let comm = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        if comm >= 0 {
            _ = Array(name.utf8).withUnsafeBytes { write(comm, $0.baseAddress, $0.count) }
            close(comm)
        }
        if niceness != 0 { yield(by: niceness) }
    }

    /// How long a thread that yields may run before it is another one's turn, in nanoseconds: the longest slice that Linux
    /// grants.
    private static let longestSlice: UInt64 = 100_000_000

    /// The nice value only decides who gets how much of the processor. When a thread wakes up, Linux lets the one that is
    /// running finish its slice, several milliseconds, unless that slice is longer than the other's (since 6.12): so a
    /// thread that yields asks for long ones. Those of batch work do not interrupt anybody when they wake up themselves.
    private static func yield(by niceness: Int32) {
        guard perfsee_schedule_batch(niceness, longestSlice) != 0 else { return }
        setpriority(__priority_which_t(UInt32(PRIO_PROCESS.rawValue)), 0, niceness)
    }
}
