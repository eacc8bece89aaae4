import DequeModule
import Storage
import Synchronization

/// Lets concurrent writers share a transaction, and so an fsync.
///
/// Jobs wait in a bounded queue; a few runners, none of which is any caller's task, take everything that waits and run
/// it together. If that fails for a reason that may be one job's fault, each job is run by itself, so that it does not
/// affect the others.
final class BatchQueue<Job: Sendable, Answer: Sendable>: Sendable {
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

    private enum Action {
        case none, start, refuse
    }

    private struct State {
        var waiting: Deque<Waiting> = []
        var runners = 0
    }

    private let isOneJobsFault: @Sendable (any Error) -> Bool
    private let runners: Int
    private let weight: @Sendable (Job) -> Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - runners: how many batches may be in flight at once.
    ///   - weight: the size of a job, in bytes.
    ///   - isOneJobsFault: whether a batch may have failed because of one of its jobs.
    init(
        runners: Int, weight: @escaping @Sendable (Job) -> Int,
        isOneJobsFault: @escaping @Sendable (any Error) -> Bool
    ) {
        self.isOneJobsFault = isOneJobsFault
        self.runners = runners
        self.weight = weight
    }

    /// - Parameter run: runs a batch and answers its jobs in order; the same for all.
    func submit(_ job: Job, run: @escaping Run) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            enqueue(Waiting(job: job, continuation: continuation), run)
        }
    }

    private func enqueue(_ waiting: Waiting, _ run: @escaping Run) {
        let action = state.withLock { state -> Action in
            guard state.waiting.count < Self.maximumWaiting else { return .refuse }
            state.waiting.append(waiting)
            guard state.runners < runners else { return .none }
            state.runners += 1
            return .start
        }
        switch action {
        case .none: break
        case .start: Task { await self.drain(run) }
        case .refuse: waiting.continuation.resume(throwing: StoreError.busy)
        }
    }

    private func drain(_ run: Run) async {
        while let batch = nextBatch() { await perform(batch, run) }
    }

    private func nextBatch() -> [Waiting]? {
        state.withLock { state in
            var batch: [Waiting] = []
            var bytes = 0
            while batch.count < Self.maximumBatch, bytes < Self.maximumBytes, let next = state.waiting.popFirst() {
                bytes += weight(next.job)
                batch.append(next)
            }
            guard batch.isEmpty else { return batch }
            state.runners -= 1
            return nil
        }
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
