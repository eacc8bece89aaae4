import GRDB
import Storage
import Synchronization
import Testing

@testable import SQLiteStorage

@Suite("Group commit")
struct GroupCommitTests {
    @Test("Jobs that wait during a commit share the next one")
    func shared() async throws {
        try await GroupCommitFixture.with { fixture in
            try await fixture.whileBlocked {
                for number in 0..<200 { fixture.start(number) }
            }
            let commits = await fixture.finish()
            #expect(try fixture.rows() == Set(0..<200))
            #expect(commits == 2, "one for the job that held the writer, one for all the others")
        }
    }

    @Test("A job that throws is rolled back alone, whether or not it is isolated", arguments: [true, false])
    func thrower(isolated: Bool) async throws {
        try await GroupCommitFixture.with { fixture in
            try await fixture.whileBlocked {
                for number in 0..<10 { fixture.start(number, fails: number == 4, isolated: isolated) }
            }
            _ = await fixture.finish()
            #expect(try fixture.rows() == Set(0..<10).subtracting([4]))
            #expect(fixture.failures == [4])
        }
    }

    @Test("If the disk is full, refused jobs leave nothing behind and completed jobs stay", arguments: [true, false])
    func full(isolated: Bool) async throws {
        try await GroupCommitFixture.with { fixture in
            try await fixture.limit(pages: 2)
            try await fixture.whileBlocked {
                for number in 0..<3_000 { fixture.start(number, isolated: isolated) }
            }
            _ = await fixture.finish()
            #expect(!fixture.failures.isEmpty)
            #expect(try fixture.rows() == Set(0..<3_000).subtracting(fixture.failures))
            try await fixture.limit(pages: 1_000)
            fixture.start(3_000, isolated: isolated)
            _ = await fixture.finish()
            #expect(try fixture.rows().contains(3_000))
        }
    }

    @Test("A canceled caller affects nobody else, and its job is completed")
    func cancelled() async throws {
        try await GroupCommitFixture.with { fixture in
            try await fixture.whileBlocked {
                for number in 0..<10 { fixture.start(number, cancelled: number.isMultiple(of: 2)) }
            }
            _ = await fixture.finish()
            #expect(try fixture.rows() == Set(0..<10))
            #expect(fixture.failures.isEmpty)
        }
    }

    @Test("A job beyond the limit is refused as busy, and the others are completed")
    func bounded() async throws {
        try await GroupCommitFixture.with { fixture in
            try await fixture.whileBlocked {
                for number in 0...GroupCommit.maximumWaiting { fixture.start(number) }
            }
            let commits = await fixture.finish()
            #expect(fixture.failures == [GroupCommit.maximumWaiting])
            #expect(try fixture.rows().count == GroupCommit.maximumWaiting)
            #expect(commits == 1 + GroupCommit.maximumWaiting / GroupCommit.maximumBatch)
        }
    }

    @Test("Commit effects run after the commit, and rollback effects only after a rollback")
    func acts() async throws {
        try await GroupCommitFixture.with { fixture in
            struct Refused: Error {}
            let acts = Mutex<[String]>([])
            try await fixture.commits.write { context in
                context.effects.whenCommitted { acts.withLock { $0.append("committed") } }
                context.effects.whenRolledBack { acts.withLock { $0.append("rolled back") } }
                #expect(acts.withLock { $0.isEmpty })
            }
            _ = try? await fixture.commits.write { context in
                context.effects.whenCommitted { acts.withLock { $0.append("never") } }
                context.effects.whenRolledBack { acts.withLock { $0.append("freed") } }
                throw Refused()
            }
            #expect(acts.withLock { $0 } == ["committed", "freed"])
        }
    }
}
