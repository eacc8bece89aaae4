import Dispatch
import Foundation
import Synchronization

/// Dedicated threads for analyses.
///
/// An analysis computes for seconds without a pause. On the shared threads of structured concurrency, of which there is
/// one per core, it would hold up every request and delivery; here it competes only for CPU time, and at a low
/// priority.
final class AnalysisThreads: TaskExecutor {
    /// How far these threads yield to others: the POSIX nice value.
    private static let niceness: Int32 = 10

    private let jobs = JobQueue()

    init(count: Int) {
        for number in 1...max(1, count) {
            let thread = Thread { [jobs] in
                Self.stepBack()
                while let job = jobs.next() { job() }
            }
            thread.name = "analysis-\(number)"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    deinit {
        jobs.close()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.add { [unowned self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    private static func stepBack() {
        #if os(Linux)
            // On Linux, each thread has its own nice value.
            setpriority(__priority_which_t(UInt32(PRIO_PROCESS.rawValue)), 0, niceness)
        #endif
    }
}

/// Jobs in order, for threads that block until there is one.
private final class JobQueue: Sendable {
    private struct State {
        var jobs: [@Sendable () -> Void] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let count = DispatchSemaphore(value: 0)

    func add(_ job: @escaping @Sendable () -> Void) {
        state.withLock { $0.jobs.append(job) }
        count.signal()
    }

    /// Nil once the queue is closed.
    func next() -> (@Sendable () -> Void)? {
        count.wait()
        return state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() } ?? closedOrNext()
    }

    func close() {
        state.withLock { $0.isClosed = true }
        count.signal()
    }

    /// Passes the end of the queue on to the next thread.
    private func closedOrNext() -> (@Sendable () -> Void)? {
        count.signal()
        return nil
    }
}
