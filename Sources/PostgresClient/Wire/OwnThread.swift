import Glibc

/// A dedicated thread for work that blocks: the shared threads of structured concurrency, one per core, must not block.
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
        // No threads or memory left: nothing else can take over the work.
        precondition(code == 0, "no thread could be started: error \(code)")
        pthread_detach(thread)
    }

    private static func enter(_ work: Work) {
        // libpq writes to sockets that may be closed; most of its functions mask the signal, but canceling does not.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        work.run()
    }
}
