import PostgresClient
import PostgresSupport
import Testing

@Suite("Under load", .timeLimit(.minutes(2)))
struct ConcurrencyTests {
    @Test("statements that wait hold up no shared thread")
    func threads() async throws {
        try await withPool({ $0.maximum = 40 }) { pool in
            let tasks = (0..<32).map { _ in Task { _ = try await pool.query("SELECT pg_sleep(60)") } }
            try await eventually {
                try await pool.query(
                    """
                    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'
                    """
                ).value(as: Int.self) == 32
            }
            for task in tasks { task.cancel() }
            for task in tasks { #expect(await failure { try await task.value }.kind == .cancelled) }
            #expect(pool.counts.leased == 0)
        }
    }

    @Test("cancelling never hits the statement after")
    func cancelling() async throws {
        try await withPool { pool in
            try await pool.withConnection { connection in
                for number in 0..<300 {
                    let task = Task { try await connection.query("SELECT pg_sleep($1)", Double(number % 17) / 5_000) }
                    // Takes about as long: the statement ends before, while or after it is cancelled.
                    for _ in 0..<(number % 7) { try await pool.query("SELECT 1") }
                    task.cancel()
                    if case .failure(let error) = await task.result {
                        #expect((error as? PostgresError)?.kind == .cancelled)
                    }
                    for _ in 0..<5 { try await expectUsable(connection) }
                }
            }
        }
    }

    @Test("a pool whose connections are killed and whose users are cancelled stays whole")
    func chaos() async throws {
        try await withPool({ $0.maximum = 4 }) { pool in
            try await pool.execute("CREATE TABLE t (a bigint)")
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask { await Self.use(pool, number) }
                }
            }
            let counts = pool.counts
            #expect(counts.leased == 0 && counts.waiting == 0 && counts.opening == 0 && counts.idle <= 4)
            // Each that was not cancelled is in, and exactly once.
            let numbers = try await pool.query("SELECT a FROM t WHERE a % 3 > 0").map { try $0.read(0, as: Int.self) }
            #expect(numbers.sorted() == (0..<200).filter { $0 % 3 > 0 })
        }
    }

    /// Every third is cancelled, every tenth kills a connection first.
    private static func use(_ pool: PostgresPool, _ number: Int) async {
        let task = Task {
            if number.isMultiple(of: 10) {
                _ = try? await pool.query("SELECT pg_terminate_backend(pg_backend_pid())")
            }
            try await pool.transaction { session in
                _ = try session.query("INSERT INTO t VALUES ($1)", number)
            }
        }
        if number.isMultiple(of: 3) {
            for _ in 0..<number { await Task.yield() }
            task.cancel()
            _ = await task.result
        } else {
            do { try await task.value } catch { Issue.record("\(number): \(error)") }
        }
    }
}
