import PostgresClient
import Testing

@Suite("Pipelines")
struct PipelineTests {
    @Test("answer each statement in its place")
    func order() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE t (a bigint PRIMARY KEY)")
            for _ in 0..<2 {
                let results = try await connection.run { session in
                    try session.query("TRUNCATE t")
                    return try session.pipeline { pipeline in
                        for number in 0..<1_000 { try pipeline.add("INSERT INTO t VALUES ($1)", number) }
                        try pipeline.add("SELECT count(*) FROM t")
                    }
                }
                #expect(results.count == 1_001)
                #expect(results[0].affected == 1)
                #expect(try results[1_000].value(as: Int.self) == 1_000)
            }
            #expect(try await connection.run { try $0.pipeline { _ in } }.isEmpty)
        }
    }

    @Test("that fail undo all, and tell which statement it was")
    func failing() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE t (a bigint PRIMARY KEY)")
            let error = await failure {
                try await connection.run { session in
                    _ = try session.pipeline { pipeline in
                        for number in [1, 2, 1, 3] { try pipeline.add("INSERT INTO t VALUES ($1)", number) }
                    }
                }
            }
            #expect(error.sqlState == .uniqueViolation)
            #expect(error.statement == 2)
            #expect(try await connection.query("SELECT count(*) FROM t").value(as: Int.self) == 0)
        }
    }

    @Test("tell what became of each statement")
    func outcomes() async throws {
        try await withConnection { connection in
            let outcomes = try await connection.run { session in
                try session.pipelineOutcomes { pipeline in
                    try pipeline.add("SELECT 1")
                    try pipeline.add("SELECT * FROM nowhere")
                    try pipeline.add("SELECT 2")
                }
            }
            #expect(try outcomes[0].get().count == 1)
            let kinds = outcomes.map { outcome in
                if case .failure(let error) = outcome { error.kind } else { PostgresError.Kind?.none }
            }
            #expect(kinds == [nil, .server, .aborted])
            // What could be prepared is, what could not is not.
            try await expectUsable(connection)
            #expect(await failure { try await connection.query("SELECT * FROM nowhere") }.sqlState == .undefinedTable)
        }
    }

    @Test("recover from stale statements at the next use")
    func stale() async throws {
        try await withConnection { connection in
            try await connection.query("SELECT 1")
            try await connection.execute("DEALLOCATE ALL")
            let error = await failure {
                try await connection.run { _ = try $0.pipeline { try $0.add("SELECT 1") } }
            }
            #expect(error.sqlState == .invalidStatementName)
            let again = try await connection.run { try $0.pipeline { try $0.add("SELECT 1") } }
            #expect(again.count == 1)
        }
    }

    @Test("take no COPY")
    func copy() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE t (a int)")
            for sql in ["COPY t FROM STDIN", "COPY t TO STDOUT"] {
                try await withConnection { other in
                    let error = await failure {
                        try await other.execute("CREATE TABLE t (a int)")
                        try await other.run { _ = try $0.pipeline { try $0.add(sql) } }
                    }
                    #expect(error.kind == .invalid)
                }
                let error = await failure { try await connection.execute("SELECT 1; \(sql)") }
                #expect(error.kind == .invalid || error.kind == .connectionLost)
            }
        }
    }

    @Test("have a limit, and send what is larger than all buffers")
    func limits() async throws {
        var full = PostgresPipeline()
        for _ in 0..<PostgresPipeline.maximumStatements { try full.add("SELECT 1") }
        #expect(throws: PostgresError.self) { try full.add("SELECT 1") }
        try await withConnection { connection in
            let text = String(repeating: "x", count: 1_000_000)
            let results = try await connection.run { session in
                try session.pipeline { for _ in 0..<20 { try $0.add("SELECT $1", text) } }
            }
            #expect(try results.allSatisfy { try $0.value(as: String.self) == text })
        }
    }
}
