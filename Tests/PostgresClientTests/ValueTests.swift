import Foundation
import PostgresClient
import Testing

@Suite("Values")
struct ValueTests {
    @Test("go there and back as they are")
    func scalars() async throws {
        try await withConnection { connection in
            let uuid = UUID()
            let raw = PostgresUUID(high: 0x0102_0304_0506_0708, low: .max)
            let row = try #require(
                try await connection.query(
                    "SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11", true, Int16.min, Int32.max, Int64.min,
                    Int.max,
                    -0.1, "ünï\u{1F40D}'\"\\;--", [UInt8](0...255), uuid, raw, Data([0, 1])
                ).first)
            #expect(try row[0] == true)
            #expect(try row[1] == Int16.min)
            #expect(try row[2] == Int32.max)
            #expect(try row[3] == Int64.min)
            #expect(try row[4] == Int.max)
            #expect(try row[5] == -0.1)
            #expect(try row[6] == "ünï\u{1F40D}'\"\\;--")
            #expect(try row[7] == [UInt8](0...255))
            #expect(try row[8] == uuid)
            #expect(try row[9] == raw)
            #expect(try row[10] == Data([0, 1]))
        }
    }

    @Test("may be NULL")
    func nulls() async throws {
        try await withConnection { connection in
            let row = try #require(
                try await connection.query(
                    "SELECT $1, $2, $3, $4", String?.none, Int64?.some(7), [UInt8]?.none, [Int64]?.none
                ).first)
            #expect(try row[0] == String?.none)
            #expect(try row[1] == Int64?.some(7))
            #expect(try row[2] == [UInt8]?.none)
            #expect(try row[3] == [Int64]?.none)
            #expect(row.isNull(0) && !row.isNull(1))
            let error = await failure { let _: String = try row[0] }
            #expect(error.kind == .decoding)
            #expect(error.message == "column 0 is NULL, which String has no value for")
        }
    }

    @Test("may be empty")
    func empty() async throws {
        try await withConnection { connection in
            let row = try #require(try await connection.query("SELECT $1, $2, $3", "", [UInt8](), [Int64]()).first)
            #expect(try row[0] == "")
            #expect(try row[1] == [UInt8]())
            #expect(try row[2] == [Int64]())
        }
    }

    @Test("come in arrays, with NULLs among them")
    func arrays() async throws {
        try await withConnection { connection in
            let uuid = PostgresUUID(high: 1, low: 2)
            let row = try #require(
                try await connection.query(
                    "SELECT $1, $2, $3, $4, $5, $6, $7", [1, nil, Int64.max], ["a", nil, ""], [[UInt8]([0]), nil, []],
                    [uuid, nil], [true, nil, false], [1.5, nil], [Int16(3)]
                ).first)
            #expect(try row[0] == [1, nil, Int64.max])
            #expect(try row[1] == ["a", nil, ""])
            #expect(try row[2] == [[UInt8]([0]), nil, []])
            #expect(try row[3] == [uuid, nil])
            #expect(try row[4] == [true, nil, false])
            #expect(try row[5] == [1.5, nil])
            #expect(try row[6] == [Int16(3)])
        }
    }

    @Test("go to unnest in columns that are built as they go")
    func columns() async throws {
        try await withConnection { connection in
            var numbers = PostgresColumn<Int64>()
            var texts = PostgresColumn<String>()
            for number in 0..<500 {
                numbers.append(Int64(number))
                texts.append(number.isMultiple(of: 2) ? "even" : String?.none)
            }
            let rows = try await connection.query("SELECT * FROM unnest($1, $2)", numbers, texts)
            #expect(rows.count == 500)
            #expect(try rows.map { try $0.read(0, as: Int64.self) } == (0..<500).map(Int64.init))
            #expect(try rows[1].read(1) == String?.none)
            #expect(try rows[2].read(1) == String?.some("even"))
        }
    }

    @Test("are read from narrower types and refused from others")
    func conversions() async throws {
        try await withConnection { connection in
            let row = try #require(
                try await connection.query(
                    """
                    SELECT 1::smallint, 2::int, 3::bigint, 1.5::real, 'n'::name, '{"a":1}'::jsonb, 'v'::varchar, 1.5::numeric,
                    70000
                    """
                ).first)
            #expect(try row[0] == Int64(1))
            #expect(try row[1] == Int64(2))
            #expect(try row[2] == Int16(3))
            #expect(try row[3] == 1.5)
            #expect(try row[4] == "n")
            #expect(try row[5] == "{\"a\": 1}")
            #expect(try row[6] == "v")
            let wrong = await failure { let _: Int64 = try row[7] }
            #expect(wrong.message == "column 7 is numeric, which is not read as Int64; cast it in the SQL text")
            let wide = await failure { let _: Int16 = try row[8] }
            #expect(wide.message == "column 8 holds 70000, which Int16 cannot hold")
            let missing = await failure { let _: Int16 = try row[9] }
            #expect(missing.message == "there is no column 9 among 9")
        }
    }

    @Test("may be ten megabytes")
    func big() async throws {
        try await withConnection { connection in
            let bytes = (0..<10_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let row = try #require(try await connection.query("SELECT $1, length($1)", bytes).first)
            #expect(try row[0] == bytes)
            #expect(try row[1] == 10_000_000)
        }
    }

    @Test("that are hostile are but values")
    func hostile() async throws {
        try await withConnection { connection in
            let text = "'; DROP TABLE t; --"
            try await connection.execute("CREATE TABLE t (a text)")
            try await connection.query("INSERT INTO t VALUES ($1)", text)
            #expect(try await connection.query("SELECT a FROM t").value(as: String.self) == text)
            let zero = await failure { try await connection.query("SELECT $1", "a\0b") }
            #expect(zero.sqlState == .characterNotInRepertoire)
            let cut = await failure { try await connection.query("SELECT 1\0; DROP TABLE t") }
            #expect(cut.kind == .invalid)
        }
    }

    @Test("have a limit in number and in bytes")
    func limits() async throws {
        var many = PostgresParameters()
        for _ in 0...PostgresParameters.maximumCount { many.add(true) }
        try await withConnection { [many] connection in
            let error = await failure {
                try await connection.run { _ = try $0.query("SELECT 1", parameters: many) }
            }
            #expect(error.message == "a statement has 65536 parameters, more than 65535")
        }
    }
}
