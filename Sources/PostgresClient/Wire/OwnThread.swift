import Glibc

/// A thread of its own for what blocks: the shared threads of structured concurrency, one for each core, must not.
enum OwnThread {
    private final class Work: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    static func start(_ run: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(run))
        let code = pthread_create(
            &thread, nil,
            { argument in
                OwnThread.enter(Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue())
                return nil
            }, work.toOpaque())
        // Out of threads or of memory for one: there is nobody to go on in its place.
        precondition(code == 0, "no thread could be started: error \(code)")
        pthread_detach(thread)
    }

    private static func enter(_ work: Work) {
        // libpq writes to sockets that may be closed; most of its ways mask the signal, its cancelling does not.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        work.run()
    }
}
