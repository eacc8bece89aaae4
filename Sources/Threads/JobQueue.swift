import Dispatch
import Synchronization

/// Jobs in order, for threads that block until there is one.
final class JobQueue: Sendable {
    private struct State {
        var jobs: [@Sendable () -> Void] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    /// One for each job, and one more once the queue is closed.
    private let count = DispatchSemaphore(value: 0)

    func add(_ job: @escaping @Sendable () -> Void) {
        state.withLock { $0.jobs.append(job) }
        count.signal()
    }

    /// What was added before is still done.
    func close() {
        state.withLock { $0.isClosed = true }
        count.signal()
    }

    /// Runs jobs until the queue is closed and empty.
    func work() {
        while let job = next() { job() }
    }

    private func next() -> (@Sendable () -> Void)? {
        count.wait()
        let job = state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
        // Closed: the next thread learns of it as well.
        if job == nil { count.signal() }
        return job
    }
}
