import PostgresClient
import Testing

@Suite("Statements")
struct StatementTests {
    private static let preparedSQL = "SELECT count(*) FROM pg_prepared_statements"

    @Test("are prepared once, up to a limit, and the server forgets with the client")
    func eviction() async throws {
        try await withConnection({ $0.preparedStatements = 3 }) { connection in
            for _ in 0..<2 {
                for number in 0..<10 { try await connection.query("SELECT \(number)") }
            }
            let known = try await connection.run { session in
                (session.preparedCount, try session.query(Self.preparedSQL).value(as: Int.self))
            }
            #expect(known.0 == 3)
            // The one retired last is deallocated when the next is prepared.
            #expect(known.1 == 4)
        }
    }

    @Test("are prepared again for parameters of other types")
    func types() async throws {
        try await withConnection { connection in
            let five = try await connection.query("SELECT $1", 5).value(as: Int.self)
            #expect(five == 5)
            #expect(try await connection.query("SELECT $1", "five").value(as: String.self) == "five")
            #expect(try await connection.query("SELECT $1", 6).value(as: Int.self) == 6)
        }
    }

    @Test("survive that their table changes and that the session is reset")
    func stale() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE t (a int); INSERT INTO t VALUES (1)")
            #expect(try await connection.query("SELECT * FROM t").first?.columnCount == 1)
            try await connection.execute("ALTER TABLE t ADD b int")
            #expect(try await connection.query("SELECT * FROM t").first?.columnCount == 2)
            try await connection.execute("DEALLOCATE ALL")
            #expect(try await connection.query("SELECT * FROM t").first?.columnCount == 2)
            #expect(try await connection.query("SELECT 'new'").value(as: String.self) == "new")
        }
    }

    @Test("that are stale within a transaction have it begun again")
    func staleInTransaction() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE t (a int); INSERT INTO t VALUES (1)")
            try await connection.query("SELECT * FROM t")
            try await connection.execute("ALTER TABLE t ADD b int")
            let columns = try await connection.transaction { try $0.query("SELECT * FROM t").columnCount }
            #expect(columns == 2)
        }
    }

    @Test("tell how many rows they changed")
    func affected() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE t (a int)")
            #expect(try await connection.query("INSERT INTO t SELECT generate_series(1, 7)").affected == 7)
            #expect(try await connection.query("DELETE FROM t WHERE a > $1", Int32(5)).affected == 2)
            let result = try await connection.query("SELECT a AS first, a AS second FROM t")
            #expect(result.columnNames == ["first", "second"])
            #expect(result.type(of: 0) == .int4)
        }
    }

    @Test("that are put together are not kept prepared")
    func once() async throws {
        try await withConnection { connection in
            let count = try await connection.run { session in
                var parameters = PostgresParameters()
                let place = parameters.add(Int64(4))
                let value: Int64? = try session.queryOnce("SELECT \(place)", parameters: parameters).first?[0]
                #expect(value == 4)
                return session.preparedCount
            }
            #expect(count == 0)
        }
    }

    @Test("in a script are one transaction")
    func script() async throws {
        try await withConnection { connection in
            let error = await failure { try await connection.execute("CREATE TABLE t (a int); SELECT 1/0") }
            #expect(error.sqlState?.rawValue == "22012")
            let gone = await failure { try await connection.query("SELECT * FROM t") }
            #expect(gone.sqlState == .undefinedTable)
        }
    }
}
