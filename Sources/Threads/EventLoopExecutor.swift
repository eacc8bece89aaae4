package import NIOCore

/// An event loop as the executor of tasks that wait for its channels most of the time: neither what they send nor what
/// they receive changes threads, which costs a wake-up each time. What computes for long, or blocks, belongs elsewhere.
package final class EventLoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    package init(_ loop: any EventLoop) {
        self.loop = loop
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
