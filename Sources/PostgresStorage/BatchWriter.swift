import Storage

/// Lets concurrent writers share a transaction, and so an fsync.
///
/// None of its runners is any caller's task. If a batch fails for a reason that may be one job's fault, each job is run
/// by itself, so that it does not affect the others.
final class BatchWriter<Job: Sendable, Answer: Sendable>: Sendable {
    /// The most jobs that may wait; beyond that, jobs are refused with `StoreError.busy`.
    static var maximumWaiting: Int { 20_000 }
    /// The most jobs in a batch.
    static var maximumBatch: Int { 1_000 }
    /// How many bytes of jobs close a batch.
    static var maximumBytes: Int { 8 << 20 }

    typealias Run = @Sendable ([Job]) async throws -> [Answer]

    private struct Waiting {
        var job: Job
        var continuation: CheckedContinuation<Answer, any Error>
    }

    private let isOneJobsFault: @Sendable (any Error) -> Bool
    private let queue: BatchQueue<Waiting>

    /// - Parameters:
    ///   - runners: how many batches may be in flight at once.
    ///   - weight: the size of a job, in bytes.
    ///   - isOneJobsFault: whether a batch may have failed because of one of its jobs.
    init(
        runners: Int, weight: @escaping @Sendable (Job) -> Int,
        isOneJobsFault: @escaping @Sendable (any Error) -> Bool
    ) {
        self.isOneJobsFault = isOneJobsFault
        queue = BatchQueue(
            BatchQueue.Limits(
                waiting: Self.maximumWaiting, jobs: Self.maximumBatch, bytes: Self.maximumBytes, runners: runners)
        ) { weight($0.job) }
    }

    /// - Parameter run: runs a batch and answers its jobs in order; the same for all.
    func submit(_ job: Job, run: @escaping Run) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            switch queue.add(Waiting(job: job, continuation: continuation)) {
            case .queued: break
            case .run: Task { await self.drain(run) }
            case .full: continuation.resume(throwing: StoreError.busy)
            }
        }
    }

    private func drain(_ run: Run) async {
        while let batch = queue.next() { await perform(batch, run) }
    }

    private func fail(_ batch: [Waiting], _ error: any Error) {
        for waiting in batch { waiting.continuation.resume(throwing: error) }
    }

    private func perform(_ batch: [Waiting], _ run: Run) async {
        do {
            let answers = try await run(batch.map(\.job))
            for (waiting, answer) in zip(batch, answers) { waiting.continuation.resume(returning: answer) }
        } catch {
            guard batch.count > 1, isOneJobsFault(error) else { return fail(batch, error) }
            for waiting in batch { await perform([waiting], run) }
        }
    }
}
