/// One dedicated thread as the executor of an actor, which may block there.
package final class SerialThreadExecutor: SerialExecutor {
    private let jobs = JobQueue()

    package init(_ name: String) {
        DedicatedThread.start(name) { [jobs] in jobs.work() }
    }

    deinit {
        jobs.close()
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // Held strongly: the job may release the last reference to the actor, and so to its executor.
        jobs.add { [self] in job.runSynchronously(on: asUnownedSerialExecutor()) }
    }
}
