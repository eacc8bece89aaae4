import JavaScript
import Testing

@Suite("The tokenizer")
struct TokenTests {
    @Test(
        "splits punctuators, numbers and names",
        arguments: [
            ("a?.b?.5:1", ["a", "?.", "b", "?", ".5", ":", "1"]),
            ("a??=b??c", ["a", "??=", "b", "??", "c"]),
            ("a>>>=b>>>c>>=d", ["a", ">>>=", "b", ">>>", "c", ">>=", "d"]),
            ("a**=b**c*=d", ["a", "**=", "b", "**", "c", "*=", "d"]),
            ("a&&=b||=c|d&e", ["a", "&&=", "b", "||=", "c", "|", "d", "&", "e"]),
            ("a!==b!=c===d==e", ["a", "!==", "b", "!=", "c", "===", "d", "==", "e"]),
            ("[...a]=>{}", ["[", "...", "a", "]", "=>", "{", "}"]),
            ("1..a 1.5.b 1e3.c", ["1.", ".", "a", "1.5", ".", "b", "1e3", ".", "c"]),
            ("1_000n 0xFFn 0b1_0 0o17", ["1_000n", "0xFFn", "0b1_0", "0o17"]),
            ("017.a 089.5 .5e-3", ["017", ".", "a", "089.5", ".5e-3"]),
            ("a+++b", ["a", "++", "+", "b"]),
            ("#x in o", ["privateIdentifier #x", "in", "o"]),
            ("\\u0061b \\u{62}c dé", ["\\u0061b", "\\u{62}c", "dé"]),
            ("日本 = ª", ["日本", "=", "ª"]),
        ])
    func tokens(_ text: String, _ expected: [String]) {
        #expect(TokenizerSamples.tokens(text) == expected)
    }

    @Test("reads strings with escapes, line continuations and line separators")
    func strings() {
        let text = "'a\\'b' \"c\\\r\nd\" 'e\u{2028}f'"
        #expect(
            TokenizerSamples.tokens(text) == [
                "stringLiteral 'a\\'b'", "stringLiteral \"c\\\r\nd\"", "stringLiteral 'e\u{2028}f'",
            ])
    }

    @Test("ends a string without its quotation mark before the line does")
    func unclosedString() {
        #expect(TokenizerSamples.tokens("'a\nb") == ["invalid 'a", "b"])
    }

    @Test("reads templates inside of templates")
    func templates() {
        #expect(
            TokenizerSamples.tokens("`a${`b${{c:`}`}}d`}e${f}\\`$`") == [
                "templateHead `a${", "templateHead `b${", "{", "c", ":", "noSubstitutionTemplate `}`", "}",
                "templateTail }d`", "templateMiddle }e${", "f", "templateTail }\\`$`",
            ])
    }

    @Test("reads comments of all kinds")
    func comments() {
        let text = "#!/bin/node\n/* a\n*/--> b\nc<!-- d\n--> e\nx-->y // f"
        let comments = TokenizerSamples.all(text).filter { !$0.kind.isSignificant && $0.kind != .whiteSpace }
        #expect(
            comments.filter { $0.kind != .lineTerminator }.map { TokenizerSamples.slice(text, $0.range) } == [
                "#!/bin/node", "/* a\n*/", "--> b", "<!-- d", "--> e", "// f",
            ])
        #expect(TokenizerSamples.tokens(text) == ["c", "x", "--", ">", "y"])
    }

    @Test("has no HTML-like comments in modules")
    func moduleComments() {
        #expect(TokenizerSamples.tokens("a<!--b", .module) == ["a", "<", "!", "--", "b"])
        #expect(TokenizerSamples.tokens("a\n-->b", .module) == ["a", "--", ">", "b"])
    }

    @Test("takes a byte order mark and other spaces for white space")
    func whiteSpace() {
        let kinds = TokenizerSamples.all("\u{feff}\u{a0}a\u{2029}\u{3000}\r\n").map(\.kind)
        #expect(kinds == [.whiteSpace, .whiteSpace, .identifierName, .lineTerminator, .whiteSpace, .lineTerminator])
    }

    @Test("marks what is no token as invalid, a character at a time")
    func invalid() {
        #expect(TokenizerSamples.tokens("a @ 🙂 \\x") == ["a", "invalid @", "invalid 🙂", "invalid \\", "x"])
        #expect(TokenizerSamples.all([0x61, 0xff, 0xe2, 0x80]).map(\.end) == [1, 2, 3, 4])
    }
}
