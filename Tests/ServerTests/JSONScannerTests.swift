import JSONLexing
import Testing

@testable import Server

@Suite("The JSON scanner")
struct JSONScannerTests {
    @Test(
        "It accepts what RFC 8259 allows",
        arguments: [
            "{}", "[]", "0", "-0", "1.5e+10", "1E5", "\"\"", "true", "null", " { \"a\" : [ 1 , 2 ] } ",
            #"{"a":"\u00e9\n\\\/"}"#, "\"é😀\u{10FFFF}\"", #"["\ud83d\ude00"]"#,
        ])
    func accepts(_ text: String) throws {
        let document = try JSONDocument(scanning: Array(text.utf8))
        #expect(document.nodes.first?.end == document.nodes.count)
    }

    @Test(
        "It refuses what RFC 8259 does not allow",
        arguments: [
            ("", JSONFault.Kind.empty), ("  ", .empty), ("{", .unexpectedEnd), ("{\"a\"", .unexpectedEnd),
            ("{\"a\":}", .unexpectedByte), ("{a:1}", .unexpectedByte), ("[1,]", .unexpectedByte),
            ("{\"a\":1,}", .unexpectedByte), ("{} x", .unexpectedByte), ("01", .invalidNumber), ("-", .invalidNumber),
            ("1.", .invalidNumber), ("1e", .invalidNumber), (".5", .unexpectedByte), ("+1", .unexpectedByte),
            ("tru", .unexpectedEnd), ("trux", .unexpectedByte), ("NaN", .unexpectedByte), ("\"a", .unexpectedEnd),
            ("\"\\x\"", .invalidEscape), ("\"\\u12g4\"", .invalidEscape), ("\"\\u12", .unexpectedEnd),
            ("\"\u{1}\"", .controlCharacter), ("\"a\nb\"", .controlCharacter), ("\u{FEFF}{}", .unexpectedByte),
        ])
    func refuses(_ text: String, _ kind: JSONFault.Kind) {
        let error = #expect(throws: JSONFault.self) { try JSONDocument(scanning: Array(text.utf8)) }
        #expect(error?.kind == kind)
    }

    @Test(
        "It refuses bytes that are not UTF-8",
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xE2, 0x82],
            [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
        ] as [[UInt8]])
    func refusesInvalidUTF8(_ bytes: [UInt8]) {
        let error = #expect(throws: JSONFault.self) { try JSONDocument(scanning: [0x22] + bytes + [0x22]) }
        #expect(error?.kind == .invalidUTF8)
        #expect(error?.offset == 1)
    }

    @Test("It accepts 64 levels of nesting and no more, whatever depth it creates nodes for", arguments: [1, 64])
    func depth(recorded: Int) throws {
        let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        _ = try JSONDocument(scanning: Array(deepest.utf8), recordingTo: recorded)
        let error = #expect(throws: JSONFault.self) {
            try JSONDocument(scanning: Array("[\(deepest)]".utf8), recordingTo: recorded)
        }
        #expect(error?.kind == .tooDeep(limit: 64))
    }

    @Test("It survives endless brackets")
    func brackets() {
        #expect(throws: JSONFault.self) {
            try JSONDocument(scanning: Array(repeating: UInt8(ascii: "["), count: 100_000))
        }
    }

    @Test("It returns the exact bytes of a member, and creates no nodes below the requested depth")
    func ranges() throws {
        let text = #" {"a": {"x" : [1, 2.50, "\u0041"]} , "b":1 } "#
        let document = try JSONDocument(scanning: Array(text.utf8), recordingTo: 1)
        let members = document.root.children
        #expect(members.map(\.key) == ["a", "b"])
        #expect(String(decoding: members[0].bytes, as: UTF8.self) == #"{"x" : [1, 2.50, "\u0041"]}"#)
        #expect(document.nodes.count == 3)
    }

    @Test("It decodes escapes, except for half a surrogate pair")
    func escapes() throws {
        let document = try JSONDocument(
            scanning: Array(#"["a\"\\\/\b\f\n\r\tz","\ud83d\ude00é","\ud83d","\udc00a"]"#.utf8))
        #expect(document.root.children.map(\.string) == ["a\"\\/\u{8}\u{C}\n\r\tz", "😀é", nil, nil])
    }

    @Test("It distinguishes integers from other numbers")
    func integers() throws {
        let document = try JSONDocument(scanning: Array("[1,-7,1.0,1e2,99999999999999999999]".utf8))
        #expect(document.root.children.map(\.integer) == [1, -7, nil, nil, nil])
        #expect(document.root.children.map(\.isInteger) == [true, true, false, false, true])
    }
}
