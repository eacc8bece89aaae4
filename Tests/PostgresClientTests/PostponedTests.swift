import PostgresSupport
import Testing

@testable import PostgresClient

@Suite("Statements that are sent along with others", .timeLimit(.minutes(1)))
struct PostponedTests {
    @Test("BEGIN and what is postponed at first cost no round trip, nor do COMMIT and what is postponed last")
    func roundTrips() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE t (a int)")
            for _ in 0..<2 {
                let trips = try await connection.run { session in
                    let before = session.wire.roundTrips
                    let trips = try session.transaction { session in
                        try session.postpone("INSERT INTO t VALUES ($1)", Int32(1))
                        // It sees what was postponed.
                        let count = try session.query("SELECT count(*) FROM t WHERE a = 1").value(as: Int.self)
                        #expect(count ?? 0 > 0)
                        try session.postpone { pipeline in
                            try pipeline.add("INSERT INTO t VALUES (2)")
                            try pipeline.add("UPDATE t SET a = 3 WHERE a = 2")
                        }
                        return session.wire.roundTrips - before
                    }
                    return [trips, session.wire.roundTrips - before]
                }
                #expect(trips == [1, 2])
            }
            let trips = try await connection.run { session in
                let before = session.wire.roundTrips
                try session.transaction { _ in }
                let none = session.wire.roundTrips - before
                try session.transaction { try $0.postpone("INSERT INTO t VALUES (4)") }
                return [none, session.wire.roundTrips - before]
            }
            #expect(trips == [0, 1])
            #expect(
                try await connection.query("SELECT a FROM t ORDER BY a").map { try $0.read(0, as: Int.self) }
                    == [1, 1, 3, 3, 4])
        }
    }

    @Test("If one fails, so does what it is sent with, and nothing is committed")
    func failures() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE t (a int PRIMARY KEY); INSERT INTO t VALUES (1)")
            let ends: [@Sendable (PostgresSession) throws -> Void] = [
                { try $0.query("SELECT 1") }, { try $0.execute("SELECT 1") }, { try $0.queryOnce("SELECT 1") },
                { _ = try $0.pipeline { try $0.add("SELECT 1") } }, { try $0.forEachRow("SELECT 1") { _ in } },
                { _ = try $0.copyIn("COPY t FROM STDIN BINARY") { _ in } }, { try $0.savepoint { _ in } }, { _ in },
            ]
            for end in ends {
                let error = await failure {
                    try await connection.run { session in
                        try session.transaction { session in
                            try session.postpone("INSERT INTO t VALUES (2)")
                            try session.postpone("INSERT INTO t VALUES (1)")
                            try end(session)
                        }
                    }
                }
                #expect(error.kind == .server && error.sqlState == .uniqueViolation && error.statement == nil)
                #expect(try await connection.query("SELECT count(*) FROM t").value(as: Int.self) == 1)
            }
            let error = await failure {
                try await connection.run { session in
                    try session.transaction { session in
                        try session.postpone("SELECT 1")
                        try session.pipeline { pipeline in
                            try pipeline.add("SELECT 2")
                            try pipeline.add("SELECT 1/0")
                        }
                    }
                }
            }
            #expect(error.statement == 1, "The index is that in its own pipeline.")
        }
    }

    @Test("What COMMIT itself refuses is refused for certain")
    func refusedCommit() async throws {
        try await withConnection { connection in
            try await connection.execute(
                "CREATE TABLE t (a int UNIQUE DEFERRABLE INITIALLY DEFERRED); INSERT INTO t VALUES (1)")
            let error = await failure {
                try await connection.transaction { try $0.postpone("INSERT INTO t VALUES (1)") }
            }
            #expect(error.kind == .server && error.sqlState == .uniqueViolation)
            #expect(try await connection.query("SELECT count(*) FROM t").value(as: Int.self) == 1)
        }
    }

    @Test("A part that fails by itself takes what it postponed with it; nothing can be postponed outside a transaction")
    func parts() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE t (a int)")
            try await connection.transaction { session in
                try session.postpone("INSERT INTO t VALUES (1)")
                #expect(throws: CancellationError.self) {
                    try session.savepoint { session in
                        try session.postpone("INSERT INTO t VALUES (2)")
                        throw CancellationError()
                    }
                }
                try session.savepoint { try $0.postpone("INSERT INTO t VALUES (3)") }
            }
            #expect(
                try await connection.query("SELECT a FROM t ORDER BY a").map { try $0.read(0, as: Int.self) } == [1, 3])
            let error = await failure { try await connection.run { try $0.postpone("SELECT 1") } }
            #expect(error.kind == .invalid)
            await #expect(throws: CancellationError.self) {
                try await connection.transaction { session in
                    try session.postpone("INSERT INTO t VALUES (4)")
                    throw CancellationError()
                }
            }
            #expect(try await connection.run { !$0.isInTransaction })
            #expect(try await connection.query("SELECT count(*) FROM t").value(as: Int.self) == 2)
        }
    }

    @Test("A connection that was reset begins its next transaction all the same")
    func reset() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE t (a int)")
            for reset in ["SELECT 1", "DISCARD ALL", "DEALLOCATE ALL"] {
                try await connection.execute(reset)
                try await connection.run { session in
                    try session.transaction { session in
                        try session.postpone("INSERT INTO t VALUES (1)")
                        try session.query("SELECT count(*) FROM t")
                    }
                }
            }
            #expect(try await connection.query("SELECT count(*) FROM t").value(as: Int.self) == 3)
        }
    }

    @Test("Settings of the server count on each connection")
    func settings() async throws {
        try await withConnection({ $0.serverSettings = ["enable_seqscan": "off"] }) { connection in
            let value = try await connection.query("SHOW enable_seqscan").value(as: String.self)
            #expect(value == "off")
        }
    }
}
