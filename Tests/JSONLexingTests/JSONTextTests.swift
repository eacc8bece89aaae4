import JSONLexing
import Testing

@Suite("The text of a string")
struct JSONTextTests {
    @Test(
        "Escapes are decoded",
        arguments: [
            ("", ""), ("abc é漢😀", "abc é漢😀"), (#"a\"\\\/\b\f\n\r\tz"#, "a\"\\/\u{8}\u{C}\n\r\tz"),
            (#"\u0041\u00e9\u6F22\uD83D\ude00!"#, "Aé漢😀!"), (#"\u0000"#, "\0"), (#"\uFFFF"#, "\u{FFFF}"),
        ])
    func decoded(written: String, text: String) throws {
        #expect(decoded(written) == text)
        #expect(repaired(Array(written.utf8)) == text)
        let read = try lex("\"\(written)\"") { lexer in lexer.text(of: try lexer.string()) }
        #expect(read == text)
    }

    @Test(
        "Half of a surrogate pair has no text, but can be repaired",
        arguments: [
            (#"\ud83d"#, "\u{FFFD}"), (#"a\ude00b"#, "a\u{FFFD}b"), (#"\ud83d\u0041"#, "\u{FFFD}A"),
            (#"\ud83d\ud83d\ude00"#, "\u{FFFD}😀"), (#"\ud83dx\ude00"#, "\u{FFFD}x\u{FFFD}"),
        ])
    func surrogates(written: String, text: String) {
        #expect(decoded(written) == nil)
        #expect(repaired(Array(written.utf8)) == text)
    }

    @Test("What is malformed is repaired")
    func malformed() {
        #expect(repaired(Array(#"\x\u12g4\u"#.utf8)) == "xu12g4u")
        #expect(repaired([0x61, 0xFF, 0x5C, 0x6E, 0xC3]) == "a\u{FFFD}\n\u{FFFD}")
        #expect(repaired(Array(#"a\"#.utf8)) == #"a\"#)
    }

    private func decoded(_ written: String) -> String? {
        Array(written.utf8).withUnsafeBufferPointer(JSONText.decoded)
    }

    private func repaired(_ written: [UInt8]) -> String {
        written.withUnsafeBufferPointer(JSONText.repaired)
    }
}
