import PostgresSupport
import Synchronization
import Testing

@testable import PostgresClient

@Suite("The pool's maintenance", .timeLimit(.minutes(1)))
struct MaintenanceTests {
    /// A clock that goes when it is told to; who sleeps, sleeps until cancelled.
    private final class ManualTime: Sendable {
        private let now = Mutex<Duration>(.zero)

        func advance(_ duration: Duration) {
            now.withLock { $0 += duration }
        }

        var time: PostgresTime {
            PostgresTime(
                now: { [self] in now.withLock { $0 } }, sleep: { _ in try await Task.sleep(for: .seconds(600)) },
                random: { 0.5 })
        }
    }

    private static func withPool(
        _ change: (inout PostgresPoolLimits) -> Void, _ body: (PostgresPool, ManualTime) async throws -> Void
    ) async throws {
        var limits = PostgresPoolLimits(maximum: 4)
        change(&limits)
        let clock = ManualTime()
        let settings = try await TemporaryPostgres.shared().makeDatabase()
        let pool = try PostgresPool(settings, limits: limits, time: clock.time)
        try await body(pool, clock)
        await pool.close()
    }

    @Test("keeps the minimum open")
    func minimum() async throws {
        try await Self.withPool({ $0.minimum = 2 }) { pool, _ in
            await pool.maintain()
            #expect(pool.counts.idle == 2)
        }
    }

    @Test("closes what idles for long, but for the minimum")
    func surplus() async throws {
        try await Self.withPool({ $0.minimum = 1 }) { pool, clock in
            var leases: [PooledConnection] = []
            for _ in 0..<4 { leases.append(try await pool.acquire()) }
            for lease in leases { await pool.release(lease) }
            clock.advance(pool.limits.idleTimeout - .seconds(1))
            await pool.maintain()
            #expect(pool.counts.idle == 4)
            // That they were asked for a sign of life just now is no use of them.
            clock.advance(.seconds(1))
            await pool.maintain()
            #expect(pool.counts.idle == 1)
        }
    }

    @Test("replaces what is too old, a part of the lifetime earlier by chance")
    func lifetime() async throws {
        try await Self.withPool({ $0.idleTimeout = .seconds(100_000) }) { pool, clock in
            let first = try await pool.run(\.processID)
            clock.advance(.seconds(3_239))
            #expect(try await pool.run(\.processID) == first)
            clock.advance(.seconds(1))
            #expect(try await pool.run(\.processID) != first)
        }
    }

    @Test("asks who was silent for long for a sign of life")
    func ping() async throws {
        let proxy = try TCPProxy(to: try await TemporaryPostgres.shared().port)
        defer { proxy.close() }
        var limits = PostgresPoolLimits(maximum: 1)
        limits.pingDeadline = .seconds(2)
        let clock = ManualTime()
        let settings = try PostgresSettings("postgres://postgres@127.0.0.1:\(proxy.port)/postgres")
        let pool = try PostgresPool(settings, limits: limits, time: clock.time)
        _ = try await pool.run(\.processID)
        #expect(pool.counts.idle == 1)
        clock.advance(limits.pingAfter)
        await pool.maintain()
        #expect(pool.counts.idle == 1)
        proxy.swallow()
        clock.advance(limits.pingAfter)
        let idle = pool.state.withLock { state in
            let lease = state.idle.removeLast()
            state.leased[lease.id] = lease
            return lease
        }
        #expect(await pool.checked(idle) == nil)
        #expect(pool.counts.leased == 0)
        await pool.close()
    }
}
