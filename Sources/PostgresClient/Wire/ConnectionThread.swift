import Dispatch
import Synchronization

/// The thread of one connection: its actor runs here, and may block.
final class ConnectionThread: SerialExecutor {
    private let jobs = JobQueue()

    init() {
        OwnThread.start { [jobs] in
            while let job = jobs.next() { job() }
        }
    }

    deinit {
        jobs.close()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // Held strongly: the job may release the last reference to the actor, and so to its executor.
        jobs.add { [self] in job.runSynchronously(on: asUnownedSerialExecutor()) }
    }
}

/// Jobs in order, for one thread that blocks until there is one.
private final class JobQueue: Sendable {
    private let jobs = Mutex<[@Sendable () -> Void]>([])
    private let count = DispatchSemaphore(value: 0)

    func add(_ job: @escaping @Sendable () -> Void) {
        jobs.withLock { $0.append(job) }
        count.signal()
    }

    /// Nil once the queue is closed and empty.
    func next() -> (@Sendable () -> Void)? {
        count.wait()
        return jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }

    func close() {
        count.signal()
    }
}
