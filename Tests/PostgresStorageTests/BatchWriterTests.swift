import Storage
import Synchronization
import Testing

@testable import PostgresStorage

@Suite("Batches")
struct BatchWriterTests {
    struct Refused: Error {}
    struct Away: Error {}

    /// A queue whose first batch is held until it is released.
    private final class Fixture: Sendable {
        let queue = BatchWriter<Int, Int>(runners: 1, weight: { _ in 1 }, isOneJobsFault: { $0 is Refused })
        let batches = Mutex<[[Int]]>([])
        private let gate = AsyncStream.makeStream(of: Void.self)
        private let held = AsyncStream.makeStream(of: Void.self)

        func submit(_ job: Int) async throws -> Int {
            try await queue.submit(job) { [self] jobs in
                batches.withLock { $0.append(jobs) }
                if jobs == [0] { await hold() }
                if jobs.contains(-1) { throw Refused() }
                if jobs.contains(-2) { throw Away() }
                return jobs.map { $0 * 2 }
            }
        }

        private func hold() async {
            held.continuation.finish()
            for await _ in gate.stream {}
        }

        /// Submits all jobs in order while the first batch is held; returns the result of each.
        func run(_ jobs: [Int]) async -> [Result<Int, any Error>] {
            let first = Task { try await self.submit(0) }
            for await _ in held.stream {}
            let tasks = jobs.map { job in Task.immediate { try await self.submit(job) } }
            gate.continuation.finish()
            _ = await first.result
            var results: [Result<Int, any Error>] = []
            for task in tasks { results.append(await task.result) }
            return results
        }
    }

    @Test("Waiting jobs share the next batch, and each gets its own answer")
    func shared() async throws {
        let fixture = Fixture()
        let results = try await fixture.run(Array(1...50)).map { try $0.get() }
        #expect(results == (1...50).map { $0 * 2 })
        #expect(fixture.batches.withLock { $0.count } == 2)
    }

    @Test("A batch that fails because of one job is retried job by job")
    func oneJobsFault() async {
        let results = await Fixture().run([1, -1, 2])
        #expect(results.map { try? $0.get() } == [2, nil, 4])
    }

    @Test("A batch that fails for a reason that concerns all jobs fails at once")
    func outage() async {
        let fixture = Fixture()
        let results = await fixture.run([1, -2, 2])
        #expect(results.map { try? $0.get() } == [nil, nil, nil])
        #expect(fixture.batches.withLock { $0.count } == 2)
    }

    @Test("A job beyond the limit is refused as busy")
    func bounded() async {
        let results = await Fixture().run(Array(1...BatchWriter<Int, Int>.maximumWaiting + 1))
        #expect(throws: StoreError.busy) { try results.last?.get() }
        #expect(results.count { (try? $0.get()) != nil } == BatchWriter<Int, Int>.maximumWaiting)
    }
}
