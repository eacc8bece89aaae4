import PostgresClient
import PostgresSupport
import Testing

@Suite("A server that goes away", .timeLimit(.minutes(2)))
struct OutageTests {
    /// Runs `body` with a server of its own, which it may stop.
    private static func withServer(
        _ body: (TemporaryPostgres, PostgresPool) async throws -> Void
    ) async throws {
        let server = try await TemporaryPostgres.start()
        var limits = PostgresPoolLimits(maximum: 3)
        limits.acquireTimeout = .seconds(20)
        limits.reconnect = Backoff(base: .milliseconds(10), maximum: .milliseconds(50))
        let pool = try PostgresPool(try server.settings(), limits: limits)
        try await body(server, pool)
        await pool.close()
        try await server.end()
    }

    @Test("and comes back at once is noticed by nobody who is not in a statement")
    func restart() async throws {
        try await Self.withServer { server, pool in
            try await pool.execute("CREATE TABLE t (a int)")
            // Three idle connections, all of which will turn out to be dead.
            async let one = pool.query("SELECT pg_sleep(0.05)")
            async let two = pool.query("SELECT pg_sleep(0.05)")
            async let three = pool.query("SELECT pg_sleep(0.05)")
            _ = try await (one, two, three)
            let running = Task { _ = try await pool.query("SELECT pg_sleep(60)") }
            try await eventually {
                try await pool.query("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'").count == 1
            }
            try await server.restart()
            #expect(await failure { try await running.value }.kind == .connectionLost)
            for _ in 0..<5 { try await pool.query("INSERT INTO t VALUES (1)") }
            #expect(try await pool.query("SELECT count(*) FROM t").value(as: Int.self) == 5)
        }
    }

    @Test("for longer is unavailable to who will not wait, and there again for who does")
    func outage() async throws {
        try await Self.withServer { server, pool in
            try await pool.query("SELECT 1")
            try await server.stop()
            var limits = pool.limits
            limits.acquireTimeout = .milliseconds(100)
            let impatient = try PostgresPool(try server.settings(), limits: limits)
            let error = await failure { try await impatient.query("SELECT 1") }
            #expect(error.kind == .unavailable)
            #expect(error.message.contains("Connection refused"))
            #expect(impatient.counts.isServerAway)
            await impatient.close()

            let patient = (0..<10).map { number in
                Task { try await pool.query("SELECT $1", number).value(as: Int.self) }
            }
            try await eventually { pool.counts.isServerAway }
            try await server.start()
            for (number, task) in patient.enumerated() { #expect(try await task.value == number) }
            #expect(!pool.counts.isServerAway)
        }
    }

    @Test("is not one that only took longer than who asked had time for")
    func haste() async throws {
        let proxy = try TCPProxy(to: try await TemporaryPostgres.shared().port)
        defer { proxy.close() }
        proxy.swallow()
        var limits = PostgresPoolLimits(maximum: 3)
        limits.acquireTimeout = .milliseconds(100)
        let pool = try PostgresPool(
            try PostgresSettings("postgres://postgres@127.0.0.1:\(proxy.port)/postgres"), limits: limits)
        let error = await failure { try await pool.query("SELECT 1") }
        #expect(error.kind == .timeout && !pool.counts.isServerAway)
        await pool.close()
    }

    @Test("is found again by a listener, which tells")
    func listening() async throws {
        try await Self.withServer { server, pool in
            let listener = try PostgresListener(try server.settings(), channels: ["news"])
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await listener.run() }
                var events = listener.events.makeAsyncIterator()
                #expect(await events.next() == .connected)
                try await server.restart()
                #expect(await events.next() == .reconnected)
                try await pool.run { try $0.notify("news", "again") }
                guard case .notification(let notification) = await events.next() else {
                    Issue.record("no notification")
                    return
                }
                #expect(notification.payload == "again")
                group.cancelAll()
            }
        }
    }
}
