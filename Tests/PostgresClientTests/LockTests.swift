import PostgresClient
import Testing

@Suite("Advisory locks", .timeLimit(.minutes(1)))
struct LockTests {
    private struct Refused: Error {}

    @Test("are one connection's at a time, and given back after errors")
    func exclusion() async throws {
        try await withPool { pool in
            try await pool.withConnection { one in
                try await pool.withConnection { other in
                    await #expect(throws: Refused.self) {
                        try await one.run { session in
                            try session.withAdvisoryLock(7) { session in
                                blocking {
                                    let isTaken = try await other.run { try $0.tryAdvisoryLock(7) }
                                    #expect(!isTaken)
                                    let late = await failure {
                                        try await other.run { try $0.advisoryLock(7, within: .milliseconds(20)) }
                                    }
                                    #expect(late.sqlState == .lockNotAvailable)
                                }
                                throw Refused()
                            }
                        }
                    }
                    let answers = try await other.run { session in
                        [
                            try session.tryAdvisoryLock(7), try session.releaseAdvisoryLock(7),
                            try session.releaseAdvisoryLock(7),
                        ]
                    }
                    #expect(answers == [true, true, false])
                }
            }
        }
    }
}
