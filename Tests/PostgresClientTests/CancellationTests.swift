import PostgresClient
import Testing

@Suite("Cancelling", .timeLimit(.minutes(1)))
struct CancellationTests {
    /// Waits until the server is in a statement that waits, and then cancels the task.
    private static func cancel(
        _ task: Task<Void, any Error>, in connection: PostgresConnection, id: Int32
    ) async throws -> PostgresError {
        try await eventually {
            try await connection.query(
                "SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND wait_event IN ('PgSleep', 'advisory')", id
            ).count == 1
        }
        task.cancel()
        return await failure { try await task.value }
    }

    @Test("a task ends its statement at once, and leaves the connection usable")
    func statement() async throws {
        try await withConnection { connection in
            try await withConnection { other in
                for _ in 0..<5 {
                    let id = try await connection.run(\.processID)
                    let task = Task { _ = try await connection.query("SELECT pg_sleep(60)") }
                    let error = try await Self.cancel(task, in: other, id: id)
                    #expect(error.kind == .cancelled)
                    #expect(error.sqlState == .queryCanceled)
                    try await expectUsable(connection)
                }
            }
        }
    }

    @Test("a transaction rolls it back")
    func transaction() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE t (a int)")
            try await withConnection { other in
                let id = try await connection.run(\.processID)
                let task = Task {
                    try await connection.transaction { session in
                        try session.query("INSERT INTO t VALUES (1)")
                        try session.query("SELECT pg_sleep(60)")
                    }
                }
                #expect(try await Self.cancel(task, in: other, id: id).kind == .cancelled)
                #expect(try await connection.query("SELECT count(*) FROM t").value(as: Int.self) == 0)
            }
        }
    }

    @Test("a pipeline, a COPY and rows on their way as well")
    func others() async throws {
        try await withConnection { connection in
            try await withConnection { other in
                let id = try await connection.run(\.processID)
                let pipeline = Task {
                    try await connection.run { session in
                        _ = try session.pipeline { pipeline in
                            try pipeline.add("SELECT 1")
                            try pipeline.add("SELECT pg_sleep(60)")
                        }
                    }
                }
                let error = try await Self.cancel(pipeline, in: other, id: id)
                #expect(error.kind == .cancelled && error.statement == 1)
                let copy = Task {
                    try await connection.run { session in
                        _ = try session.copyOut("COPY (SELECT pg_sleep(60)) TO STDOUT BINARY") { _ in }
                    }
                }
                #expect(try await Self.cancel(copy, in: other, id: id).kind == .cancelled)
                let rows = Task { try await connection.run { try $0.forEachRow("SELECT pg_sleep(60)") { _ in } } }
                #expect(try await Self.cancel(rows, in: other, id: id).kind == .cancelled)
                try await expectUsable(connection)
            }
        }
    }

    @Test("before the statement keeps it from being sent")
    func early() async throws {
        try await withConnection { connection in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await connection.query("SELECT 1")
            }
            let error = await failure { _ = try await task.value }
            #expect(error.kind == .cancelled)
            try await expectUsable(connection)
        }
    }

    @Test("closing ends the statement that runs")
    func closing() async throws {
        try await withConnection { connection in
            try await withConnection { other in
                let id = try await connection.run(\.processID)
                let task = Task { _ = try await connection.query("SELECT pg_sleep(60)") }
                try await eventually {
                    try await other.query(
                        "SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'", id
                    ).count == 1
                }
                await connection.close()
                #expect(await failure { try await task.value }.kind == .closed)
            }
        }
    }
}
