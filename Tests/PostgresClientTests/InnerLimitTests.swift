import Testing

@testable import PostgresClient

@Suite("Limits within")
struct InnerLimitTests {
    @Test("too many bytes of parameters are refused before they are sent")
    func bytes() throws {
        var parameters = PostgresParameters()
        parameters.add("12345")
        try parameters.check(bytes: 5)
        #expect(throws: PostgresError.invalid("the parameters of a statement are 5 bytes, more than 4")) {
            try parameters.check(bytes: 4)
        }
        #expect(PostgresParameters.maximumBytes == 1_000_000_000)
    }

    @Test("arrays that claim more elements than they have bytes are refused")
    func arrays() throws {
        var writer = BinaryWriter()
        ArrayFormat.appendHeader(of: .int8, count: .max, hasNull: false, to: &writer)
        #expect(throws: PostgresError.self) {
            try writer.bytes.withUnsafeBytes {
                _ = try [Int64](postgres: PostgresField(bytes: $0, type: .int8Array, column: 0))
            }
        }
    }

    @Test("milliseconds are rounded up and kept within what poll takes")
    func milliseconds() {
        #expect(Duration.nanoseconds(1).wholeMilliseconds == 1)
        #expect(Duration.milliseconds(1_500).wholeMilliseconds == 1_500)
        #expect(Duration.seconds(-1).wholeMilliseconds == 0)
        #expect(Duration.seconds(Int64.max).wholeMilliseconds == .max)
    }

    @Test("the statement that was used the longest ago goes first")
    func statements() throws {
        var cache = StatementCache(limit: 2)
        for sql in ["a", "b"] { cache.insert(sql, types: [], name: cache.freshName()) }
        #expect(cache.name(of: "a", types: []) == "s1")
        cache.insert("c", types: [], name: cache.freshName())
        #expect(cache.count == 2)
        #expect(cache.name(of: "b", types: []) == nil)
        #expect(cache.name(of: "a", types: [20]) == nil)
        #expect(cache.takeRetired() == ["s2"])
        #expect(try PostgresSettings("host=localhost").preparedStatements == 256)
    }
}
