import DequeModule
import Synchronization

/// Jobs that wait to be run together: a bounded queue from which a few runners take everything that waits.
///
/// It has no loop of its own. Whoever adds a job while there is room for another runner becomes one, and takes batches
/// until nothing waits; so nothing is left behind when a loop is stopped.
package final class BatchQueue<Job: Sendable>: Sendable {
    package struct Limits: Sendable {
        /// The most jobs that may wait.
        package var waiting: Int
        /// The most jobs in a batch.
        package var jobs: Int
        /// How many bytes of jobs close a batch.
        package var bytes: Int
        /// How many batches may be in progress at once.
        package var runners: Int

        package init(waiting: Int, jobs: Int, bytes: Int = .max, runners: Int = 1) {
            self.waiting = waiting
            self.jobs = jobs
            self.bytes = bytes
            self.runners = runners
        }
    }

    package enum Admission: Hashable, Sendable {
        /// A runner will take the job.
        case queued
        /// The caller has become a runner: it calls `next` until that returns nil.
        case run
        /// Too many jobs wait; this one was not added.
        case full
    }

    private struct State {
        var waiting: Deque<Job> = []
        var runners = 0
    }

    private let limits: Limits
    private let weight: @Sendable (Job) -> Int
    private let state = Mutex(State())

    /// - Parameter weight: the size of a job, in bytes.
    package init(_ limits: Limits, weight: @escaping @Sendable (Job) -> Int = { _ in 0 }) {
        self.limits = limits
        self.weight = weight
    }

    package func add(_ job: Job) -> Admission {
        state.withLock { state in
            guard state.waiting.count < limits.waiting else { return .full }
            state.waiting.append(job)
            guard state.runners < limits.runners else { return .queued }
            state.runners += 1
            return .run
        }
    }

    /// The next batch, oldest first; nil if nothing waits, and then the caller is no longer a runner.
    package func next() -> [Job]? {
        state.withLock { state in
            var batch: [Job] = []
            var bytes = 0
            while batch.count < limits.jobs, bytes < limits.bytes, let job = state.waiting.popFirst() {
                bytes += weight(job)
                batch.append(job)
            }
            guard batch.isEmpty else { return batch }
            state.runners -= 1
            return nil
        }
    }
}
