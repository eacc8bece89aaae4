import PostgresClient
import Testing

@Suite("COPY and long results", .timeLimit(.minutes(1)))
struct CopyTests {
    private struct Refused: Error {}

    private static let table = "CREATE TABLE t (a bigint, b text, c bytea)"

    private static func fill(_ connection: PostgresConnection, _ count: Int) async throws -> Int {
        try await connection.execute(table)
        return try await connection.run { session in
            try session.copyIn("COPY t (a, b, c) FROM STDIN BINARY") { writer in
                for number in 0..<count {
                    try writer.write(
                        number, number.isMultiple(of: 3) ? nil : "text \(number)", [UInt8](repeating: 7, count: 8))
                }
            }
        }
    }

    @Test("brings 100,000 rows in, and out again")
    func rows() async throws {
        try await withConnection { connection in
            #expect(try await Self.fill(connection, 100_000) == 100_000)
            let sum = try await connection.query("SELECT sum(a)::bigint FROM t").value(as: Int.self)
            #expect(sum == 99_999 * 50_000)
            let (count, seen, texts) = try await connection.run { session in
                var (seen, texts) = (0, 0)
                let count = try session.copyOut("COPY (SELECT * FROM t ORDER BY a) TO STDOUT BINARY") { row in
                    #expect(try row[0] == seen)
                    if let text: String = try row[1] { texts += text == "text \(seen)" ? 1 : 0 }
                    seen += 1
                }
                return (count, seen, texts)
            }
            #expect(count == 100_000 && seen == 100_000 && texts == 66_666)
            try await expectUsable(connection)
        }
    }

    @Test("that ends in an error brings nothing in")
    func failing() async throws {
        try await withConnection { connection in
            try await connection.execute(Self.table)
            await #expect(throws: Refused.self) {
                try await connection.run { session in
                    _ = try session.copyIn("COPY t FROM STDIN BINARY") { writer in
                        for number in 0..<50_000 { try writer.write(number, "text", [UInt8]()) }
                        throw Refused()
                    }
                }
            }
            let wrong = await failure {
                try await connection.run { session in
                    _ = try session.copyIn("COPY t FROM STDIN BINARY") { try $0.write(Int32(1), "text", [UInt8]()) }
                }
            }
            #expect(wrong.sqlState?.rawValue == "08P01")
            #expect(try await connection.query("SELECT count(*) FROM t").value(as: Int.self) == 0)
        }
    }

    @Test("of a table that is not there, or in the wrong direction, is an error and no more")
    func misuse() async throws {
        try await withConnection { connection in
            try await connection.execute(Self.table)
            let missing = await failure {
                try await connection.run { _ = try $0.copyIn("COPY nowhere FROM STDIN BINARY") { _ in } }
            }
            #expect(missing.sqlState == .undefinedTable)
            for sql in ["COPY t TO STDOUT BINARY", "SELECT 1"] {
                let wrong = await failure { try await connection.run { _ = try $0.copyIn(sql) { _ in } } }
                #expect(wrong.kind == .invalid)
            }
            let wrong = await failure {
                try await connection.run { _ = try $0.copyOut("COPY t FROM STDIN BINARY") { _ in } }
            }
            #expect(wrong.kind == .invalid)
            let within = await failure {
                try await connection.run { session in
                    _ = try session.copyIn("COPY t FROM STDIN BINARY") { _ in try session.query("SELECT 1") }
                }
            }
            #expect(within.kind == .invalid)
            try await expectUsable(connection)
        }
    }

    @Test("may be left in the middle")
    func leaving() async throws {
        try await withConnection { connection in
            let endless = "SELECT generate_series(1, 100000000)"
            await #expect(throws: Refused.self) {
                try await connection.run { session in
                    _ = try session.copyOut("COPY (\(endless)) TO STDOUT BINARY") { _ in throw Refused() }
                }
            }
            await #expect(throws: Refused.self) {
                try await connection.run { session in try session.forEachRow(endless) { _ in throw Refused() } }
            }
            await #expect(throws: Refused.self) {
                try await connection.forEachBatch(of: 10, endless) { rows in
                    #expect(rows.count == 10)
                    throw Refused()
                }
            }
            try await expectUsable(connection)
        }
    }

    @Test("or row by row, and in batches for who takes time")
    func streaming() async throws {
        try await withConnection { connection in
            let sum = try await connection.run { session in
                var sum = 0
                try session.forEachRow("SELECT generate_series(1, $1)", 50_000) { sum += try $0[0] }
                return sum
            }
            #expect(sum == 25_000 * 50_001)
            var sizes: [Int] = []
            var total = 0
            try await connection.forEachBatch(of: 400, "SELECT generate_series(1, $1)", 1_000) { rows in
                sizes.append(rows.count)
                for row in rows { total += try row.read(0, as: Int.self) }
                await Task.yield()
            }
            #expect(sizes == [400, 400, 200])
            #expect(total == 500_500)
            let error = await failure {
                try await connection.run { session in
                    try session.forEachRow("SELECT 1 / (5 - generate_series(1, 10))") { _ in }
                }
            }
            #expect(error.sqlState?.rawValue == "22012")
            try await expectUsable(connection)
        }
    }
}
