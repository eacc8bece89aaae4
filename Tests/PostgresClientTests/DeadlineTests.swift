import PostgresClient
import PostgresSupport
import Testing

@Suite("Deadlines", .timeLimit(.minutes(1)))
struct DeadlineTests {
    private static func withProxy(_ body: (TCPProxy) async throws -> Void) async throws {
        let proxy = try TCPProxy(to: try await TemporaryPostgres.shared().port)
        defer { proxy.close() }
        try await body(proxy)
    }

    private static func settings(_ proxy: TCPProxy) throws -> PostgresSettings {
        var settings = try PostgresSettings("postgres://postgres@127.0.0.1:\(proxy.port)/postgres")
        settings.responseDeadline = .seconds(2)
        return settings
    }

    @Test("a server that is silent in a statement has its connection closed")
    func silence() async throws {
        try await Self.withProxy { proxy in
            let connection = try await PostgresConnection.connect(try Self.settings(proxy))
            try await expectUsable(connection)
            proxy.swallow()
            let error = await failure { try await connection.query("SELECT 1") }
            #expect(error.kind == .timeout)
            #expect(await failure { try await connection.query("SELECT 1") }.kind == .connectionLost)
            await connection.close()
        }
    }

    @Test("so has one that takes no more bytes")
    func fullBuffers() async throws {
        try await Self.withProxy { proxy in
            let connection = try await PostgresConnection.connect(try Self.settings(proxy))
            let error = await failure {
                // The server waits for the lock of its own making, and takes none of the rows.
                try await connection.run { session in
                    try session.withResponseDeadline(.milliseconds(200)) {
                        _ = try session.query(
                            "SELECT pg_sleep(60), length($1)", [UInt8](repeating: 0, count: 50_000_000))
                    }
                }
            }
            #expect(error.kind == .timeout)
            await connection.close()
        }
    }

    @Test("bytes that come begin the deadline anew")
    func progress() async throws {
        try await Self.withProxy { proxy in
            let connection = try await PostgresConnection.connect(try Self.settings(proxy))
            let count = try await connection.run { session in
                var count = 0
                // 9,000 bytes each, so that the server does not keep them in its buffer of 8 KB.
                let sql = "SELECT pg_sleep(0.02)::text || repeat('x', 9000) FROM generate_series(1, 150)"
                try session.withResponseDeadline(.seconds(2)) {
                    try session.forEachRow(sql) { _ in count += 1 }
                }
                return count
            }
            #expect(count == 150)
            await connection.close()
        }
    }

    @Test("a cancelled statement that does not end has its connection closed")
    func unheeded() async throws {
        try await Self.withProxy { proxy in
            var settings = try Self.settings(proxy)
            settings.responseDeadline = nil
            settings.cancelGrace = .milliseconds(200)
            let connection = try await PostgresConnection.connect(settings)
            let id = try await connection.run(\.processID)
            let task = Task { _ = try await connection.query("SELECT pg_sleep(60)") }
            try await withConnection { other in
                try await eventually {
                    try await other.query(
                        "SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'", id
                    ).count == 1
                }
                proxy.swallow()
                task.cancel()
                #expect(await failure { try await task.value }.kind == .cancelled)
                #expect(await failure { try await connection.query("SELECT 1") }.kind == .connectionLost)
                try await other.query("SELECT pg_terminate_backend($1)", id)
            }
            await connection.close()
        }
    }

    @Test("connecting to one who says nothing")
    func connecting() async throws {
        try await Self.withProxy { proxy in
            proxy.swallow()
            let settings = try Self.settings(proxy)
            let late = await failure { _ = try await PostgresConnection.connect(settings, within: .milliseconds(200)) }
            #expect(late.kind == .timeout)
            let task = Task { _ = try await PostgresConnection.connect(settings) }
            task.cancel()
            #expect(await failure { try await task.value }.kind == .cancelled)
        }
    }

    @Test("the server looks after its end of a connection as this side does, so that a lost client's locks end")
    func serverSide() async throws {
        let server = try await TemporaryPostgres.shared()
        let connection = try await PostgresConnection.connect(try server.settings())
        var values: [String] = []
        for name in ["keepalives_idle", "keepalives_interval", "keepalives_count", "user_timeout"] {
            let value = try await connection.query("SELECT current_setting($1)", "tcp_" + name).value(as: String.self)
            values.append(try #require(value))
        }
        #expect(values == ["10", "3", "3", "20000"])
        await connection.close()
    }

    @Test("are what they are said to be")
    func constants() {
        #expect(PostgresSettings.connectTimeout == .seconds(10))
        #expect(PostgresSettings.responseDeadline == .seconds(60))
        #expect(PostgresSettings.cancelGrace == .seconds(10))
        let silence =
            PostgresSettings.keepalivesIdle + PostgresSettings.keepalivesInterval * PostgresSettings.keepalivesCount
        #expect(silence <= 20)
        #expect(PostgresSettings.tcpUserTimeout == 20_000)
    }
}
