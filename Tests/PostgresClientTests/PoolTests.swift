import PostgresSupport
import Synchronization
import Testing

@testable import PostgresClient

@Suite("The pool", .timeLimit(.minutes(1)))
struct PoolTests {
    private struct Refused: Error {}

    private final class Served: Sendable {
        private let list = Mutex<[Int]>([])

        func add(_ number: Int) { list.withLock { $0.append(number) } }
        var numbers: [Int] { list.withLock { $0 } }
    }

    /// Holds all connections of the pool for the length of `body`.
    private static func withAll(_ pool: PostgresPool, _ body: () async throws -> Void) async throws {
        var leases: [PooledConnection] = []
        for _ in 0..<pool.limits.maximum { leases.append(try await pool.acquire()) }
        try await body()
        for lease in leases { await pool.release(lease) }
    }

    @Test("opens what is needed, up to its maximum, and uses it again")
    func reuse() async throws {
        try await withPool({ $0.maximum = 3 }) { pool in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<60 {
                    group.addTask {
                        let value = try await pool.query("SELECT $1", number).value(as: Int.self)
                        #expect(value == number)
                    }
                }
                try await group.waitForAll()
            }
            let counts = pool.counts
            #expect(counts.idle <= 3 && counts.idle >= 1 && counts.leased == 0 && counts.waiting == 0)
            // All but the ones that are asked are idle.
            let count = try await pool.query(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
            ).value(as: Int.self)
            #expect(count == counts.idle)
        }
    }

    @Test("serves who waits in their order")
    func order() async throws {
        try await withPool({ $0.maximum = 1 }) { pool in
            let served = Served()
            var tasks: [Task<Void, any Error>] = []
            try await Self.withAll(pool) {
                for number in 0..<5 {
                    tasks.append(Task { try await pool.run { _ in served.add(number) } })
                    try await eventually { pool.counts.waiting == number + 1 }
                }
            }
            for task in tasks { try await task.value }
            #expect(served.numbers == [0, 1, 2, 3, 4])
        }
    }

    @Test("lets nobody wait for longer than the limit")
    func timeout() async throws {
        // Time passes at once for who sleeps.
        let now = Served()
        let time = PostgresTime(
            now: { .milliseconds(now.numbers.reduce(0, +)) },
            sleep: { now.add(Int($0.wholeMilliseconds)) }, random: { 0 })
        let change = { (limits: inout PostgresPoolLimits) in
            limits.maximum = 1
            limits.acquireTimeout = .seconds(10)
        }
        try await withPool(change, time: time) { pool in
            try await Self.withAll(pool) {
                let error = await failure { try await pool.query("SELECT 1") }
                #expect(error.kind == .timeout)
                #expect(error.message == "none of 1 connections became free within 10.0 seconds")
                #expect(now.numbers == [10_000])
                #expect(pool.counts.waiting == 0)
            }
            try await pool.query("SELECT 1")
        }
    }

    @Test("refuses who finds the queue full")
    func exhausted() async throws {
        try await withPool({
            $0.maximum = 1
            $0.waiters = 0
        }) { pool in
            try await Self.withAll(pool) {
                let error = await failure { try await pool.query("SELECT 1") }
                #expect(error.kind == .exhausted)
            }
        }
    }

    @Test("forgets who is cancelled while waiting")
    func cancelled() async throws {
        try await withPool({ $0.maximum = 1 }) { pool in
            try await Self.withAll(pool) {
                let task = Task { _ = try await pool.query("SELECT 1") }
                try await eventually { pool.counts.waiting == 1 }
                task.cancel()
                #expect(await failure { try await task.value }.kind == .cancelled)
                #expect(pool.counts.waiting == 0)
            }
            try await pool.query("SELECT 1")
        }
    }

    @Test("takes no connection back that is in a transaction or broken")
    func unclean() async throws {
        try await withPool { pool in
            await #expect(throws: Refused.self) {
                try await pool.run { session in
                    try session.execute("BEGIN")
                    throw Refused()
                }
            }
            #expect(pool.counts.idle == 0)
            _ = await failure { try await pool.query("SELECT pg_terminate_backend(pg_backend_pid())") }
            #expect(pool.counts.idle == 0 && pool.counts.leased == 0)
            try await pool.query("SELECT 1")
            #expect(pool.counts.idle == 1)
        }
    }

    @Test("notices that an idle connection was ended")
    func ended() async throws {
        try await withPool { pool in
            let id = try await pool.run(\.processID)
            try await withConnection { other in
                try await other.query("SELECT pg_terminate_backend($1)", id)
                try await eventually {
                    try await other.query("SELECT 1 FROM pg_stat_activity WHERE pid = $1", id).isEmpty
                }
            }
            let next = try await pool.run(\.processID)
            #expect(next != id)
        }
    }

    @Test("tells at once of a password that is wrong")
    func refused() async throws {
        let server = try await TemporaryPostgres.shared()
        let settings = try PostgresSettings("postgres://guarded:nonsense@127.0.0.1:\(server.port)/postgres")
        let pool = try PostgresPool(settings)
        let error = await failure { try await pool.query("SELECT 1") }
        #expect(error.kind == .connectFailed && error.sqlState == .invalidPassword)
        #expect(!pool.counts.isServerAway)
        await pool.close()
    }

    @Test("when it is closed waits for what is in use, and lends no more")
    func closing() async throws {
        try await withPool { pool in
            let lease = try await pool.acquire()
            let closing = Task { await pool.close() }
            try await eventually { await failure { _ = try await pool.acquire() }.kind == .closed }
            try await expectUsable(lease.connection)
            await pool.release(lease)
            await closing.value
            #expect(pool.counts.leased == 0)
        }
    }

    @Test("when it is closed waits no longer than the limit")
    func closingByForce() async throws {
        try await withPool({ $0.closeTimeout = .milliseconds(50) }) { pool in
            let lease = try await pool.acquire()
            await pool.close()
            let error = await failure { try await lease.connection.query("SELECT 1") }
            #expect(error.kind == .closed)
            await pool.release(lease)
        }
    }

    @Test("cannot have limits that make no sense")
    func limits() throws {
        let settings = try PostgresSettings("")
        for (minimum, maximum) in [(0, 0), (3, 2), (-1, 1)] {
            #expect(throws: PostgresError.self) {
                try PostgresPool(settings, limits: PostgresPoolLimits(minimum: minimum, maximum: maximum))
            }
        }
    }

    @Test("waits longer after each failure, up to a limit")
    func backoff() {
        let backoff = PostgresPoolLimits().reconnect
        #expect(
            (1...8).map { backoff.delay(after: $0, random: 1) } == [
                .milliseconds(100), .milliseconds(200), .milliseconds(400), .milliseconds(800), .milliseconds(1_600),
                .milliseconds(3_200), .seconds(5), .seconds(5),
            ])
        #expect(backoff.delay(after: 1_000, random: 0) == .milliseconds(2_500))
    }
}
