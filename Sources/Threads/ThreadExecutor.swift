/// Several dedicated threads as the executor of tasks that compute for seconds without a pause. They compete with requests
/// and deliveries only for CPU time.
package final class ThreadExecutor: TaskExecutor {
    private let jobs = JobQueue()

    /// - Parameters:
    ///   - count: how many tasks can run at once.
    ///   - niceness: how far they yield to other threads: the POSIX nice value.
    ///   - stackSize: in bytes; nil for the system's own.
    package init(_ name: String, count: Int, niceness: Int32 = 0, stackSize: Int? = nil) {
        for number in 1...max(1, count) {
            DedicatedThread.start("\(name)-\(number)", niceness: niceness, stackSize: stackSize) { [jobs] in
                jobs.work()
            }
        }
    }

    deinit {
        jobs.close()
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.add { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}
