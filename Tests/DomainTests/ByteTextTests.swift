import Domain
import Testing

@Suite("Text as bytes")
struct ByteTextTests {
    /// Next to an ASCII character, each of these joins it to form a single `Character`.
    static let joined = ["/\u{301}", "/\u{FE0F}", "/\u{34F}", "/\u{200D}", "/\u{E0100}", "\u{600}/", "\u{6DD}/"]

    @Test("Text is split at every separator, whatever is next to it", arguments: joined)
    func split(_ joined: String) {
        #expect("a\(joined)b".split(separator: "/").count == 1, "no trap: the test does not test")
        #expect("a\(joined)b".split(byte: "/").count == 2)
        #expect("a\(joined)b".split(byte: "/").joined(separator: "/").hasSameBytes(as: "a\(joined)b"))
    }

    @Test("Text is split as often as requested, with or without empty parts")
    func splits() {
        #expect("a=b=c".split(byte: "=", maxSplits: 1) == ["a", "b=c"])
        #expect(",a,,b".split(byte: ",") == ["a", "b"])
        #expect(",a,".split(byte: ",", omittingEmptySubsequences: false) == ["", "a", ""])
        #expect("a\r\nb".split(byte: "\n") == ["a\r", "b"])
    }

    @Test("Text has the prefix and suffix that its bytes have")
    func ends() {
        #expect("/\u{301}a".hasBytePrefix("/") && !"/\u{301}a".hasPrefix("/"))
        #expect("a\u{600}.map".hasByteSuffix(".map") && !"a\u{600}.map".hasSuffix(".map"))
        #expect(!"map".hasByteSuffix(".map") && !"/".hasBytePrefix("//"))
    }

    @Test("Texts are equal only byte by byte")
    func same() {
        #expect("é" == "e\u{301}" && !"é".hasSameBytes(as: "e\u{301}"))
        #expect("K" == "\u{212A}" && !"K".hasSameBytes(as: "\u{212A}"))
        #expect("é".hasSameBytes(as: "é"))
    }

    @Test("Every matching byte is replaced, whatever is next to it")
    func replaced() {
        #expect("a'\u{301}b".replacing(byte: "'", with: "''").hasSameBytes(as: "a''\u{301}b"))
        #expect("'".replacing(byte: "'", with: "") == "" && "ab".replacing(byte: "'", with: "x") == "ab")
    }

    @Test("Spaces and tabs at the ends are trimmed, even if a mark combines with them")
    func trimmed() {
        #expect("\t a b ".trimmed == "a b" && "  ".trimmed.isEmpty)
        #expect(" \u{301}a".trimmed.hasSameBytes(as: "\u{301}a"))
    }

    @Test("Text is lowercased as the databases do it: A to Z only")
    func lowercased() {
        #expect("ADA@Example.COM".lowercasedASCII == "ada@example.com")
        #expect("\u{212A}\u{130}É".lowercasedASCII.hasSameBytes(as: "\u{212A}\u{130}É"))
    }

    @Test("Text is cut by scalars, of which one `Character` may have any number")
    func cut() {
        let long = "a" + String(repeating: "\u{301}", count: 10_000)
        #expect(long.count == 1 && long.cut(to: 5).unicodeScalars.count == 5)
        #expect("ab".cut(to: 5) == "ab")
    }
}
