import Domain
import Foundation
import StoreSupport
import Testing

@testable import Storage

@Suite("A row of an export")
struct TransferRowTests {
    private static let columns: [TransferTable.Column] = [
        .required("integer", .integer), .required("small", .small), .required("boolean", .boolean),
        .required("real", .real), .required("text", .text), .required("bytes", .bytes), .required("uuid", .uuid),
        .optional("none", .text),
    ]

    @Test("A row is read as it was written, to the last bit")
    func roundTrip() throws {
        for real in [0.1, 1.0 / 3, Double.leastNonzeroMagnitude, 1.7976931348623157e308, -0.0, 1e21, 12_345_678.9] {
            let row: [TransferValue] = [
                .integer(.min), .small(-1), .boolean(true), .real(real), .text(FullStore.oddText),
                .bytes(Data(FullStore.oddBytes)), .uuid(DeliveryID(high: .max, low: 1)), .null,
            ]
            let line = try TransferRow.line(row)
            #expect(!line.contains(0x0A))
            #expect(try TransferRow.values(of: line[...], Self.columns) == row)
            #expect(try JSONSerialization.jsonObject(with: Data(line)) is [Any])
        }
    }

    @Test("A row is read with every escape that JSON allows")
    func escapes() throws {
        let line = #"["\u00fc\uD83E\udd86\/\b\f\n\"\\"]"#
        let values = try TransferRow.values(of: Array(line.utf8)[...], [.required("text", .text)])
        #expect(values == [.text("ü🦆/\u{8}\u{C}\n\"\\")])
    }

    @Test(
        "A row with any other content is refused",
        arguments: [
            "[]", "[1", "[1]x", "[1,2]", "[ 1]", "[\"1\"]", "[null]", "[1.5]", "[9223372036854775808]", "[true]",
            "[\"\\ud800\"]", "[\"\\x\"]", "[\"", "{}", "[[1]]", "", "[+1]", "[01]", "[-01]", "[1 ]", "[nul]",
        ])
    func refusals(_ line: String) {
        #expect(throws: RowFault.self) {
            try TransferRow.values(of: Array(line.utf8)[...], [.required("number", .integer)])
        }
    }

    @Test("A real number is refused if it is not one in JSON", arguments: ["1.", ".5", "1.e2", "+1.5", "00.5", "1e+"])
    func reals(number: String) {
        #expect(throws: RowFault.notAnArray) {
            try TransferRow.values(of: Array("[\(number)]".utf8)[...], [.required("number", .real)])
        }
    }

    @Test(
        "A text is refused if it is not a string in JSON",
        arguments: ["\u{1}", "a\tb", #"\u+041"#, #"\u-041"#, #"\u00"#, #"\ud83d"#, #"\ud83d\u0041"#])
    func malformedTexts(text: String) {
        #expect(throws: RowFault.notAnArray) {
            try TransferRow.values(of: Array("[\"\(text)\"]".utf8)[...], [.required("text", .text)])
        }
    }

    @Test("A text that PostgreSQL cannot store, or that is not UTF-8, is refused")
    func texts() {
        for bytes in [Array(#"["\u0000"]"#.utf8), [0x5B, 0x22, 0xFF, 0x22, 0x5D]] {
            #expect(throws: RowFault.self) {
                try TransferRow.values(of: bytes[...], [.required("text", .text)])
            }
        }
    }

    @Test("A line is read whatever pieces it arrives in; an unterminated last line does not count")
    func lines() async throws {
        try await withTemporaryFolder { folder in
            let lines = (0..<3).map { String(repeating: "\($0)", count: $0 * 300_000) }
            let file = URL(filePath: folder + "/lines")
            try Data((lines.joined(separator: "\n") + "\nrest").utf8).write(to: file)
            let handle = try FileHandle(forReadingFrom: file)
            let source = LineSource(handle.fileDescriptor)
            for line in lines { #expect(try source.next().map { String(decoding: $0, as: UTF8.self) } == line) }
            #expect(try source.next() == nil)
            #expect(source.number == 3)
        }
    }
}
