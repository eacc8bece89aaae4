import GRDB
import Synchronization
import Testing

@testable import Storage

@Suite("Group commit")
struct GroupCommitTests {
    @Test("those that wait while a commit is on its way share the next one")
    func shared() async throws {
        try await Bench.with { bench in
            try await bench.whileBlocked {
                for number in 0..<200 { bench.start(number) }
            }
            let commits = await bench.finish()
            #expect(try bench.rows() == Set(0..<200))
            #expect(commits == 2, "one for the job that held the writer, one for all the others")
        }
    }

    @Test("a job that throws is rolled back alone, whether it is isolated or not", arguments: [true, false])
    func thrower(isolated: Bool) async throws {
        try await Bench.with { bench in
            try await bench.whileBlocked {
                for number in 0..<10 { bench.start(number, fails: number == 4, isolated: isolated) }
            }
            _ = await bench.finish()
            #expect(try bench.rows() == Set(0..<10).subtracting([4]))
            #expect(bench.failures == [4])
        }
    }

    @Test("where the disk is full, what was refused is not there and what was done is", arguments: [true, false])
    func full(isolated: Bool) async throws {
        try await Bench.with { bench in
            try await bench.limit(pages: 2)
            try await bench.whileBlocked {
                for number in 0..<3_000 { bench.start(number, isolated: isolated) }
            }
            _ = await bench.finish()
            #expect(!bench.failures.isEmpty)
            #expect(try bench.rows() == Set(0..<3_000).subtracting(bench.failures))
            try await bench.limit(pages: 1_000)
            bench.start(3_000, isolated: isolated)
            _ = await bench.finish()
            #expect(try bench.rows().contains(3_000))
        }
    }

    @Test("a caller that is cancelled disturbs nobody, and what it began is done")
    func cancelled() async throws {
        try await Bench.with { bench in
            try await bench.whileBlocked {
                for number in 0..<10 { bench.start(number, cancelled: number.isMultiple(of: 2)) }
            }
            _ = await bench.finish()
            #expect(try bench.rows() == Set(0..<10))
            #expect(bench.failures.isEmpty)
        }
    }

    @Test("one more than may wait is refused as busy, and the others are done")
    func bounded() async throws {
        try await Bench.with { bench in
            try await bench.whileBlocked {
                for number in 0...GroupCommit.maximumWaiting { bench.start(number) }
            }
            let commits = await bench.finish()
            #expect(bench.failures == [GroupCommit.maximumWaiting])
            #expect(try bench.rows().count == GroupCommit.maximumWaiting)
            #expect(commits == 1 + GroupCommit.maximumWaiting / GroupCommit.maximumBatch)
        }
    }

    @Test("what is to happen after the commit happens then, and what is to happen after a rollback only then")
    func acts() async throws {
        try await Bench.with { bench in
            struct Refused: Error {}
            let acts = Mutex<[String]>([])
            try await bench.commits.write { context in
                context.whenCommitted { acts.withLock { $0.append("committed") } }
                context.whenRolledBack { acts.withLock { $0.append("rolled back") } }
                #expect(acts.withLock { $0.isEmpty })
            }
            _ = try? await bench.commits.write { context in
                context.whenCommitted { acts.withLock { $0.append("never") } }
                context.whenRolledBack { acts.withLock { $0.append("freed") } }
                throw Refused()
            }
            #expect(acts.withLock { $0 } == ["committed", "freed"])
        }
    }
}
