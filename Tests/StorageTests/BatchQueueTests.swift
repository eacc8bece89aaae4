import Storage
import Testing

@Suite("Batch queues")
struct BatchQueueTests {
    private func queue(runners: Int = 1, weight: @escaping @Sendable (Int) -> Int = { _ in 0 }) -> BatchQueue<Int> {
        BatchQueue(BatchQueue.Limits(waiting: 20, jobs: 5, bytes: 100, runners: runners), weight: weight)
    }

    @Test("The first to add a job runs all that arrive in the meantime, until nothing waits")
    func oneRuns() {
        let queue = queue()
        #expect(queue.add(1) == .run)
        #expect(queue.next() == [1])
        #expect(queue.add(2) == .queued && queue.add(3) == .queued)
        #expect(queue.next() == [2, 3])
        #expect(queue.next() == nil)
        #expect(queue.add(4) == .run)
    }

    @Test("As many runners as there may be take batches at the same time")
    func runners() {
        let queue = queue(runners: 2)
        #expect(queue.add(1) == .run && queue.add(2) == .run && queue.add(3) == .queued)
        #expect(queue.next() == [1, 2, 3])
        #expect(queue.next() == nil)
        #expect(queue.add(4) == .run)
    }

    @Test("No more jobs wait than there is room for, and no more are taken at once than may share a commit")
    func limits() {
        let queue = queue()
        let admissions = (1...20).map(queue.add)
        #expect(admissions.dropFirst().allSatisfy { $0 == .queued })
        #expect(queue.add(0) == .full)
        #expect(queue.next() == [1, 2, 3, 4, 5])
        #expect(queue.add(21) == .queued)
    }

    @Test("A batch is closed by the job that makes it too large, and a large job still has its turn")
    func bytes() {
        let queue = queue { $0 }
        for job in [60, 60, 60, 500, 1] { _ = queue.add(job) }
        #expect(queue.next() == [60, 60])
        #expect(queue.next() == [60, 500])
        #expect(queue.next() == [1])
    }
}
