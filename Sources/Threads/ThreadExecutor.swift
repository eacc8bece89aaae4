/// Several dedicated threads as the executor of tasks that compute for seconds without a pause. They compete with requests
/// and deliveries only for CPU time.
package final class ThreadExecutor: TaskExecutor {
    private let jobs = JobQueue()
    /// What runs on threads that yield leaves them by way of one that does not.
    private let exit: ThreadExecutor?

    /// - Parameters:
    ///   - count: how many tasks can run at once.
    ///   - niceness: how far they yield to other threads: the POSIX nice value.
    ///   - stackSize: in bytes; nil for the system's own.
    package init(_ name: String, count: Int, niceness: Int32 = 0, stackSize: Int? = nil) {
        exit = niceness == 0 ? nil : ThreadExecutor("\(name)-exit", count: 1)
        for number in 1...max(1, count) {
            DedicatedThread.start("\(name)-\(number)", niceness: niceness, stackSize: stackSize) { [jobs] in
                jobs.work()
            }
        }
    }

    deinit {
        jobs.close()
    }

    /// Runs a part of a task on these threads.
    ///
    /// The task goes on with a thread of the shared pool, and if there is none to spare, whoever hands the task over starts
    /// one, which takes after its starter: a thread that yields would start threads that yield, and requests would wait for
    /// them.
    package func run<Value: Sendable, Failure: Error>(
        _ work: @Sendable () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        guard let exit else { return try await withTaskExecutorPreference(self, operation: work) }
        return try await withTaskExecutorPreference(exit) { () async throws(Failure) in
            try await withTaskExecutorPreference(self, operation: work)
        }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.add { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}
