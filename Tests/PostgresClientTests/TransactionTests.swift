import PostgresClient
import PostgresSupport
import Synchronization
import Testing

@Suite("Transactions", .timeLimit(.minutes(1)))
struct TransactionTests {
    private struct Refused: Error {}

    @Test("commit what they did, or undo it")
    func commits() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE t (a int)")
            try await connection.transaction { _ = try $0.query("INSERT INTO t VALUES (1)") }
            await #expect(throws: Refused.self) {
                try await connection.transaction { session in
                    try session.query("INSERT INTO t VALUES (2)")
                    throw Refused()
                }
            }
            #expect(try await connection.query("SELECT a FROM t").map { try $0.read(0, as: Int.self) } == [1])
        }
    }

    @Test("may have parts that fail by themselves")
    func savepoints() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE t (a int PRIMARY KEY)")
            try await connection.transaction { session in
                try session.query("INSERT INTO t VALUES (1)")
                try session.savepoint { _ = try $0.query("INSERT INTO t VALUES (2)") }
                let error = #expect(throws: PostgresError.self) {
                    try session.savepoint { session in
                        try session.query("INSERT INTO t VALUES (3)")
                        try session.query("INSERT INTO t VALUES (1)")
                    }
                }
                #expect(error?.sqlState == .uniqueViolation)
                try session.query("INSERT INTO t VALUES (4)")
            }
            let rows = try await connection.query("SELECT a FROM t ORDER BY a")
            #expect(try rows.map { try $0.read(0, as: Int.self) } == [1, 2, 4])
        }
    }

    @Test("are of the kind that was asked for, and not within one another")
    func kinds() async throws {
        try await withConnection { connection in
            try await connection.transaction(isolation: .serializable, readOnly: true) { session in
                let isolation = try session.query("SHOW transaction_isolation").value(as: String.self)
                #expect(isolation == "serializable")
                #expect(throws: PostgresError.self) { try session.transaction { _ in } }
                #expect(throws: PostgresError.self) { try session.savepoint { try $0.execute("CREATE TABLE t ()") } }
            }
            let error = await failure { try await connection.run { try $0.savepoint { _ in } } }
            #expect(error.kind == .invalid)
        }
    }

    @Test("that go on after a failed statement are rolled back, and say so")
    func swallowed() async throws {
        try await withConnection { connection in
            let error = await failure {
                try await connection.transaction { session in
                    _ = try? session.query("SELECT 1/0")
                }
            }
            #expect(error.sqlState == .inFailedTransaction)
        }
    }

    @Test("that cannot be as if alone are begun again")
    func serialization() async throws {
        try await withPool { pool in
            try await pool.execute("CREATE TABLE t (a int); INSERT INTO t VALUES (0)")
            let attempts = Atomic(0)
            try await pool.withConnection { other in
                try await pool.withConnection { connection in
                    try await connection.transaction(isolation: .serializable) { session in
                        let value: Int = try session.query("SELECT a FROM t").first.map { try $0[0] } ?? -1
                        if attempts.add(1, ordering: .relaxed).newValue == 1 {
                            blocking { try await other.query("UPDATE t SET a = a + 10") }
                        }
                        try session.query("UPDATE t SET a = $1", Int32(value + 1))
                    }
                }
            }
            #expect(attempts.load(ordering: .relaxed) == 2)
            #expect(try await pool.query("SELECT a FROM t").value(as: Int.self) == 11)
        }
    }

    @Test("are not begun again more often than allowed")
    func limit() async throws {
        try await withPool { pool in
            let attempts = Atomic(0)
            let delays = Mutex<[Duration]>([])
            var retry = PostgresRetry(limit: 2)
            retry.backoff = Backoff(base: .milliseconds(10), maximum: .milliseconds(15))
            retry.time = PostgresTime(
                now: { .zero }, sleep: { delay in delays.withLock { $0.append(delay) } }, random: { 0 })
            let error = await failure {
                try await pool.transaction(retry: retry) { session in
                    attempts.add(1, ordering: .relaxed)
                    try session.execute("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
                }
            }
            #expect(error.sqlState == .serializationFailure)
            #expect(attempts.load(ordering: .relaxed) == 3)
            #expect(delays.withLock { $0 } == [.milliseconds(5), .microseconds(7_500)])
            #expect(PostgresRetry.standard.limit == PostgresRetry.standardLimit)
        }
    }

    @Test("that wait for each other both succeed in the end")
    func deadlock() async throws {
        try await withPool { pool in
            try await pool.execute("CREATE TABLE t (id int PRIMARY KEY, a int); INSERT INTO t VALUES (1, 0), (2, 0)")
            let meeting = Meeting(of: 2)
            async let one = Self.change(1, 2, pool, meeting)
            async let other = Self.change(2, 1, pool, meeting)
            #expect(try await one + other == 3)
            #expect(try await pool.query("SELECT sum(a)::int FROM t").value(as: Int.self) == 4)
        }
    }

    /// Answers how many attempts it took.
    private static func change(
        _ first: Int32, _ second: Int32, _ pool: PostgresPool, _ meeting: Meeting
    ) async throws -> Int {
        let attempts = Atomic(0)
        try await pool.transaction { session in
            attempts.add(1, ordering: .relaxed)
            try session.query("UPDATE t SET a = a + 1 WHERE id = $1", first)
            // Both hold what the other wants; at the second attempt nobody waits any more.
            meeting.attend()
            try session.query("UPDATE t SET a = a + 1 WHERE id = $1", second)
        }
        return attempts.load(ordering: .relaxed)
    }

    @Test("whose connection goes away before COMMIT are begun again by the pool")
    func lostBefore() async throws {
        try await withPool { pool in
            try await pool.execute("CREATE TABLE t (a int)")
            let attempts = Atomic(0)
            try await pool.transaction { session in
                try session.query("INSERT INTO t VALUES (1)")
                if attempts.add(1, ordering: .relaxed).newValue == 1 {
                    try session.query("SELECT pg_terminate_backend(pg_backend_pid())")
                }
            }
            #expect(attempts.load(ordering: .relaxed) == 2)
            #expect(try await pool.query("SELECT count(*) FROM t").value(as: Int.self) == 1)
        }
    }

    @Test("whose connection goes away in COMMIT have an unknown outcome, and are not begun again")
    func lostWithin() async throws {
        try await withPool { pool in
            // A constraint that is checked by COMMIT, and ends its own connection when it is.
            try await pool.execute(
                """
                CREATE TABLE t (a int);
                CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER last AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION die()
                """)
            let attempts = Atomic(0)
            let error = await failure {
                try await pool.transaction { session in
                    attempts.add(1, ordering: .relaxed)
                    try session.query("INSERT INTO t VALUES (1)")
                }
            }
            #expect(error.kind == .commitOutcomeUnknown)
            #expect(error.sqlState == .adminShutdown)
            #expect(attempts.load(ordering: .relaxed) == 1)
        }
    }
}
