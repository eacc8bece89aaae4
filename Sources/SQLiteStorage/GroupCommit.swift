import Dispatch
import GRDB
import Storage
import Synchronization

/// Lets concurrent writers share a commit, and so an fsync.
///
/// Jobs wait in a bounded queue; a dedicated thread takes all that wait, runs them in one transaction, and answers each
/// after the commit is on disk. The thread is not any caller's task, so a canceled caller cannot abort its neighbors. A
/// job that throws is rolled back alone: jobs that may throw in normal operation run in a savepoint (`isolated`); if
/// one of the others throws, the whole transaction is rolled back and each job is run again in its own transaction.
final class GroupCommit: Sendable {
    /// The most jobs that may wait; beyond that, jobs are refused with `StoreError.busy`.
    static let maximumWaiting = 20_000
    /// The most jobs that share a commit: bounds how long a reader of the log may wait for the lock.
    static let maximumBatch = 1_000

    private struct Job: Sendable {
        var isIsolated: Bool
        var run: @Sendable (WriteContext) throws -> Void
        var finish: @Sendable (Result<Void, any Error>) -> Void
    }

    /// Is offered everything accepted; read once per commit.
    let handover = Mutex<(any DeliveryHandover)?>(nil)
    /// Is told of what is skipped; read once per commit.
    let skips = Mutex<(any SkipObserver)?>(nil)
    /// Used on the writing thread only; the lock is there for the compiler and is never contended.
    let random = Mutex(RandomReserve())
    private let writer: any DatabaseWriter
    private let thread = DispatchQueue(label: "perfsee.storage.commit")
    private let queue = BatchQueue<Job>(BatchQueue.Limits(waiting: maximumWaiting, jobs: maximumBatch))

    init(_ writer: any DatabaseWriter) {
        self.writer = writer
    }

    /// Runs `body` in a transaction and returns once that is on disk. `body` may run more than once.
    func write<Value: Sendable>(
        isolated: Bool = true, _ body: @escaping @Sendable (WriteContext) throws -> Value
    ) async throws -> Value {
        let slot = Slot<Value>()
        return try await withCheckedThrowingContinuation { continuation in
            let job = Job(isIsolated: isolated) { context in
                slot.value = try body(context)
            } finish: { result in
                continuation.resume(with: result.map { slot.value! })
            }
            enqueue(job)
        }
    }

    private func enqueue(_ job: Job) {
        switch queue.add(job) {
        case .queued: break
        case .run: thread.async { self.drain() }
        case .full: job.finish(.failure(StoreError.busy))
        }
    }

    private func drain() {
        while let batch = queue.next() { commit(batch) }
    }

    private func commit(_ batch: [Job]) {
        do {
            let results = try transaction { context in
                try batch.map { try self.run($0, in: context) }
            }
            for (job, result) in zip(batch, results) { job.finish(result) }
        } catch {
            guard batch.count > 1 else { return batch[0].finish(.failure(error)) }
            for job in batch { commit([job]) }
        }
    }

    private func run(_ job: Job, in context: WriteContext) throws -> Result<Void, any Error> {
        guard job.isIsolated else {
            try job.run(context)
            return .success(())
        }
        // What earlier jobs of this commit know about webhooks must not be lost with this job's savepoint.
        try context.flush()
        let mark = context.effects.mark
        var result: Result<Void, any Error> = .success(())
        try context.db.inSavepoint {
            do {
                try job.run(context)
                return .commit
            } catch {
                result = .failure(error)
                context.rollBack(to: mark)
                return .rollback
            }
        }
        return result
    }

    private func transaction<Value>(_ body: (WriteContext) throws -> Value) throws -> Value {
        var context: WriteContext?
        let start = ContinuousClock.now
        do {
            let value = try writer.writeWithoutTransaction { db in
                let shared = WriteContext(db, handover: handover.withLock { $0 }, of: self)
                context = shared
                return try db.immediateTransaction {
                    let value = try body(shared)
                    try shared.flush()
                    return value
                }
            }
            StoreMetrics.commit(since: start)
            context?.effects.didCommit(handover.withLock { $0 }, skips.withLock { $0 })
            return value
        } catch {
            context?.effects.didRollBack()
            throw error
        }
    }

    /// Filled on the writing thread before `finish`, read afterward: never at the same time.
    private final class Slot<Value>: @unchecked Sendable {
        var value: Value?
    }
}
