import JSONLexing
import Testing

@Suite("The tokens of JSON")
struct JSONLexerTests {
    @Test("The first byte tells the token")
    func tokens() {
        let tokens: [(String, JSONToken)] = [
            ("{", .beginObject), ("}", .endObject), ("[", .beginArray), ("]", .endArray), (":", .colon), (",", .comma),
            ("\"", .string), ("t", .true), ("f", .false), ("n", .null),
        ]
        var byFirst = Dictionary(uniqueKeysWithValues: tokens.map { ($0.utf8.first!, $1) })
        for byte in "-0123456789".utf8 { byFirst[byte] = .number }
        for byte in UInt8.min ... .max {
            #expect(JSONToken(byte) == byFirst[byte])
            #expect(lex([byte]) { $0.token } == byFirst[byte])
        }
        #expect(lex("") { $0.token } == nil)
    }

    @Test("Space is what JSON calls space")
    func space() {
        for byte in UInt8.min ... .max {
            let isSpace = [0x20, 0x09, 0x0A, 0x0D].contains(byte)
            let position = lex([byte, byte, 0x31]) { lexer in
                lexer.skipSpace()
                return lexer.position
            }
            #expect(position == (isSpace ? 2 : 0))
        }
    }

    @Test(
        "A number ends where its grammar ends",
        arguments: [
            ("0", 1), ("-0", 2), ("12,", 2), ("120]", 3), ("1.50 ", 4), ("0.0e0", 5), ("1E+10}", 5), ("-9e-1x", 5),
            ("01", 1), ("-012", 2), ("00", 1), ("1-2", 1), ("1.5.2", 3), ("18446744073709551616", 20),
        ])
    func numbers(text: String, end: Int) throws {
        let (range, position) = try lex(text) { (try $0.number(), $0.position) }
        #expect(range == 0..<end)
        #expect(position == end)
    }

    @Test(
        "A number without a digit where one belongs is refused as a whole; the position is where the digit is missing",
        arguments: [("-", 1), ("-a", 1), ("1.", 2), ("1.e1", 2), ("1e", 2), ("1e+", 3), ("0.5E-x", 5)])
    func malformedNumbers(text: String, position: Int) {
        lex(" " + text) { lexer in
            lexer.skipSpace()
            #expect(throws: JSONFault(kind: .invalidNumber, offset: 1)) { try lexer.number() }
            #expect(lexer.position == 1 + position)
        }
    }

    @Test(
        "A word that differs is refused at the first byte that does",
        arguments: [
            ("tru", JSONFault(kind: .unexpectedEnd, offset: 3)), ("", JSONFault(kind: .unexpectedEnd, offset: 0)),
            ("trux", JSONFault(kind: .unexpectedByte, offset: 3)), ("f", JSONFault(kind: .unexpectedByte, offset: 0)),
        ])
    func words(text: String, fault: JSONFault) {
        #expect(throws: fault) { try lex(text) { lexer in try lexer.word("true") } }
        #expect(throws: Never.self) { try lex("true,") { lexer in try lexer.word("true") } }
    }

    @Test("Tokens are skipped one by one, whatever is in them")
    func skipping() {
        let text = #" { "a\"\\" : [ -1.5e+3 ,true,false , null ], "b":"\ud83d\x"} "#
        let tokens = lex(text) { lexer in
            var tokens: [String] = []
            lexer.skipSpace()
            while lexer.token != nil {
                let start = lexer.position
                lexer.skipToken()
                tokens.append(String(decoding: lexer.bytes[start..<lexer.position], as: UTF8.self))
                lexer.skipSpace()
            }
            return tokens
        }
        #expect(
            tokens == [
                "{", #""a\"\\""#, ":", "[", "-1.5e+3", ",", "true", ",", "false", ",", "null", "]", ",", #""b""#, ":",
                #""\ud83d\x""#, "}",
            ])
    }

    @Test("Skipping stops at the end", arguments: ["", "\"a", "\"a\\", "12", "tru", "[", "?"])
    func skippingToTheEnd(text: String) {
        lex(text) { lexer in
            for _ in 0...text.utf8.count { lexer.skipToken() }
            #expect(lexer.position == text.utf8.count)
        }
    }
}
